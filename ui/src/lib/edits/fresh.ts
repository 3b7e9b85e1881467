// What a form was begun from may change under it: a shop's customer corrects the address, a colleague the note. Entered as if
// nothing had happened, the form would overwrite that unseen.
import type { OrderView } from "../../bindings/OrderView";
import { api } from "../api";

/** The order as it is now, where any of the named parts differs from what the form was begun from; `null` where none does. */
export async function movedOn(begun: OrderView, parts: readonly (keyof OrderView["order"])[]): Promise<OrderView | null> {
  const now = await api.orderOpen(begun.row.id, null);
  const moved = parts.some((part) => JSON.stringify(now.order[part]) !== JSON.stringify(begun.order[part]));
  return moved ? now : null;
}
