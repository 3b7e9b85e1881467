// Warnings of several edits or orders brought together: one line a doubt, with how many orders it is about.
import type { Doubt } from "../../bindings/Doubt";
import type { Weight } from "../../bindings/Weight";
import type { EditPreview } from "../../bindings/EditPreview";

/** A doubt with the orders it is about. */
export interface Warned {
  doubt: Doubt;
  weight: Weight;
  orders: number[];
}

const GRAVITY: readonly Weight[] = ["refuses", "asks", "tells"];

/** All doubts of some previews, gravest first; the same doubt is named once. */
export function gathered(previews: readonly EditPreview[]): Warned[] {
  const found = new Map<string, Warned>();
  for (const { warning, orders } of previews.flatMap((preview) => preview.warnings)) {
    const key = JSON.stringify([warning.weight, warning.doubt]);
    const known = found.get(key);
    const all = new Set([...(known?.orders ?? []), ...orders]);
    found.set(key, { doubt: warning.doubt, weight: warning.weight, orders: [...all] });
  }
  return [...found.values()].sort((a, b) => GRAVITY.indexOf(a.weight) - GRAVITY.indexOf(b.weight));
}

/** Orders that cannot have the edit at all. */
export function refusedOrders(warned: readonly Warned[]): Set<number> {
  return new Set(warned.filter((one) => one.weight === "refuses").flatMap((one) => one.orders));
}

/** Whether an explicit yes is needed before it is entered. */
export const asks = (warned: readonly Warned[]): boolean => warned.some((one) => one.weight === "asks");
