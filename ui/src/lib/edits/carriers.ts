// The carrier last used for a shop: a packer books the next parcel with the same one more often than not.
const KEY = "shopbell-carriers";

function read(): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, string>) : {};
  } catch {
    return {};
  }
}

/** The carrier last used for a shop; empty where none was. */
export function lastCarrier(shop: number): string {
  const carrier = read()[String(shop)];
  return typeof carrier === "string" ? carrier : "";
}

/** Remembers a carrier for a shop. */
export function rememberCarrier(shop: number, carrier: string): void {
  localStorage.setItem(KEY, JSON.stringify({ ...read(), [String(shop)]: carrier }));
}
