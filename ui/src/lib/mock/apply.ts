// The order as it will be once an edit took place, as the mock core shows it. The real rules are the core's.
import type { Edit } from "../../bindings/Edit";
import type { Order } from "../../bindings/Order";
import { compare, sum } from "../decimal";
import { STATUSES } from "./shops";

function setStatus(order: Order, status: string): Order {
  const label = STATUSES.find((one) => one.code === status);
  const states = label ? { ...label.states, fulfilment: label.states.order === "complete" ? ("shipped" as const) : label.states.fulfilment } : order.states;
  return { ...order, status, states, status_known: label?.known ?? false };
}

/** The order with an edit made. */
export function applied(order: Order, edit: Edit): Order {
  switch (edit.kind) {
    case "set_status":
      return setStatus(order, edit.status);
    case "mark_paid":
      return { ...setStatus(order, order.status === "completed" ? order.status : "processing"), paid_at: new Date().toISOString() };
    case "set_reference":
      return { ...order, reference: edit.text };
    case "set_customer_note":
      return { ...order, customer_note: edit.text };
    case "set_address": {
      const { phone, email } = order[edit.side];
      return { ...order, [edit.side]: { ...edit.address, phone, email } };
    }
    case "set_phone":
      return { ...order, [edit.side]: { ...order[edit.side], phone: edit.phone } };
    case "set_email":
      return { ...order, billing: { ...order.billing, email: edit.email } };
    case "add_track":
      return { ...order, tracks: [...order.tracks, edit.track] };
    case "remove_track":
      return { ...order, tracks: order.tracks.filter((track) => track.number !== edit.number) };
    case "trash":
    case "delete":
      return { ...order, states: { ...order.states, order: "deleted" } };
    case "restore":
      return setStatus(order, order.status);
    case "refund": {
      const { amount, reason, pieces, through_gateway } = edit.refund;
      const refunded = sum(order.totals.refunded, amount);
      const lines = pieces.map((piece) => {
        const of = order.lines.find((line) => line.native_id === piece.line);
        return { ...piece, name: of?.name ?? "", sku: of?.sku ?? "" };
      });
      return {
        ...order,
        totals: { ...order.totals, refunded },
        states: { ...order.states, payment: compare(refunded, order.totals.total) >= 0 ? "refunded" : "part_refunded" },
        refunds: [...order.refunds, { native_id: "", amount, reason, created_at: null, through_gateway, lines }],
      };
    }
    default:
      return order;
  }
}
