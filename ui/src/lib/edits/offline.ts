// Which shops cannot be reached, and since when: told of all, or of those alone that it is true of.
import type { ShopHealthView } from "../../bindings/ShopHealthView";
import { isOffline } from "../errors";

/** Shops out of reach. */
export interface Unreachable {
  /** Since when the first of them is. */
  since: string;
  /** Their numbers and names. */
  shops: { shop: number; name: string }[];
  /** No shop can be reached. */
  all: boolean;
}

/** The shops that cannot be reached; `null` where all can. */
export function unreachable(shops: readonly ShopHealthView[]): Unreachable | null {
  const off = shops.filter((shop) => shop.trouble !== null && isOffline(shop.trouble.fault));
  if (off.length === 0) return null;
  const since = off.map((shop) => shop.trouble!.since).reduce((a, b) => (a < b ? a : b));
  return { since, shops: off.map(({ shop, name }) => ({ shop, name })), all: off.length === shops.length };
}
