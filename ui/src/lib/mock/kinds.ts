// The states of the mock core’s newest orders, one after the other.
import type { OrderRow } from "../../bindings/OrderRow";

export type Kind = readonly [string, OrderRow["order_state"], OrderRow["payment_state"], OrderRow["fulfilment_state"]];

export const KINDS: readonly Kind[] = [
  ["processing", "confirmed", "paid", "none"],
  ["processing", "confirmed", "paid", "none"],
  ["processing", "confirmed", "authorized", "none"],
  ["pending", "placed", "pending", "none"],
  ["processing", "confirmed", "paid", "none"],
  ["processing", "confirmed", "paid", "partial"],
  ["processing", "confirmed", "paid", "none"],
  ["on-hold", "on_hold", "unpaid", "none"],
  ["failed", "placed", "failed", "none"],
  ["at-laser", "confirmed", "paid", "none"],
  ["completed", "complete", "paid", "shipped"],
  ["processing", "confirmed", "paid", "none"],
  ["completed", "complete", "paid", "shipped"],
  ["refunded", "closed", "refunded", "none"],
  ["completed", "complete", "paid", "shipped"],
  ["completed", "complete", "paid", "shipped"],
  ["cancelled", "cancelled", "voided", "none"],
];
