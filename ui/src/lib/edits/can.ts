// What can be done with an order: what its shop's system carries out, and what makes sense as the order stands.
import type { Answer } from "../../bindings/Answer";
import type { EditKind } from "../../bindings/EditKind";
import type { Order } from "../../bindings/Order";
import type { OrderRow } from "../../bindings/OrderRow";
import type { OutboxEdit } from "../../bindings/OutboxEdit";
import type { ShopView } from "../../bindings/ShopView";
import type { StatusLabel } from "../../bindings/StatusLabel";
import { compare } from "../decimal";
import { canUndo, isReplaced, isRetrying } from "./grouping";

/** Whether a shop's system carries out a kind of edit. */
export const supports = (shop: ShopView | undefined, kind: EditKind): boolean =>
  shop?.capabilities.write !== false && (shop?.capabilities.edits.includes(kind) ?? false);

/** Whether the order lies in the bin. */
export const isTrashed = (row: Pick<OrderRow, "order_state">): boolean => row.order_state === "deleted";

/** Whether its payment is still to come. */
export const awaitsPayment = (row: Pick<OrderRow, "payment_state">): boolean =>
  ["unpaid", "pending", "failed", "review"].includes(row.payment_state);

/** Whether anything is left to be given back. */
export const canRefund = (order: Order): boolean =>
  compare(order.totals.total, "0") > 0 && compare(order.totals.total, order.totals.refunded) > 0;

/** The status that takes a held order up again: the first that says "to pack". */
export const releaseStatus = (statuses: readonly StatusLabel[]): StatusLabel | undefined =>
  statuses.find((status) => status.known && status.states.order === "confirmed");

/** The status that says that the goods went out, where the shop has one. */
export function shippedStatus(shop: ShopView | undefined): StatusLabel | undefined {
  const code = shop?.capabilities.shipping_statuses[0];
  return shop?.statuses.find((status) => status.code === code);
}

/** What an order's filled button does. */
export type Step = "restore" | "mark_paid" | "release" | "ship" | "print";

/** The next step of an order: what its merchant most likely does with it now. */
export function nextStep(row: OrderRow, shop: ShopView | undefined): Step {
  if (isTrashed(row)) return supports(shop, "restore") ? "restore" : "print";
  const unpaid = awaitsPayment(row) && ["placed", "on_hold", "awaiting_customer"].includes(row.order_state);
  if (unpaid && supports(shop, "mark_paid")) return "mark_paid";
  if (row.order_state === "on_hold" && supports(shop, "set_status") && releaseStatus(shop?.statuses ?? [])) return "release";
  if (row.order_state === "confirmed" && row.printed && supports(shop, "add_track")) return "ship";
  return "print";
}

/** A way out of an open edit: an answer of the core's, or `undo`. */
export type WayOut = Answer["answer"] | "undo" | "again";

/** Kinds whose content can be corrected in place. */
const CHANGEABLE: readonly EditKind[] = [
  "set_status",
  "add_note",
  "set_reference",
  "set_customer_note",
  "set_address",
  "set_phone",
  "set_email",
];

/** The ways out of an edit as it stands, the likeliest first. */
export function waysOut(edit: OutboxEdit): WayOut[] {
  const change: WayOut[] = CHANGEABLE.includes(edit.edit.kind) ? ["change"] : [];
  switch (edit.state) {
    case "asks":
      return ["approve", ...change, "give_up"];
    case "conflict":
      return ["keep_mine", "take_theirs", ...change];
    case "failed":
      return ["retry", ...change, "give_up"];
    case "unsure":
      return ["said_done", "retry", "give_up"];
    case "pending":
      if (isRetrying(edit)) return ["retry", "give_up"];
      return canUndo(edit) ? ["undo"] : [];
    case "settled":
      return isReplaced(edit) ? ["again"] : [];
    default:
      return [];
  }
}
