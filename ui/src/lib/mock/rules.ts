// What the mock core warns of before an edit, and the sums of a refund: enough to try the window by hand.
import type { Doubt } from "../../bindings/Doubt";
import type { Edit } from "../../bindings/Edit";
import type { Order } from "../../bindings/Order";
import type { RefundDraft } from "../../bindings/RefundDraft";
import type { RefundRequest } from "../../bindings/RefundRequest";
import type { Warning } from "../../bindings/Warning";
import type { Weight } from "../../bindings/Weight";
import { compare, negate, sum } from "../decimal";
import { SHOPS, STATUSES } from "./shops";

/** Whether the shop mails the customer for it. */
export function mails(edit: Edit): boolean {
  if (edit.kind === "set_status") return SHOPS[0]!.capabilities.mailing_statuses.includes(edit.status);
  return (edit.kind === "add_note" && edit.to_customer) || ["send_email", "mark_paid", "refund"].includes(edit.kind);
}

/** Everything to know before an edit of an order. */
export function warningsOf(edit: Edit, order: Order): Warning[] {
  const all: Warning[] = [];
  const say = (weight: Weight, doubt: Doubt): void => void all.push({ weight, doubt });
  const trashed = order.states.order === "deleted";
  if (trashed && !["restore", "delete", "add_note"].includes(edit.kind)) say("refuses", { doubt: "trashed" });
  const left = sum(order.totals.total, negate(order.totals.refunded));
  const unpaid = ["pending", "unpaid", "failed", "review"].includes(order.states.payment);
  if (edit.kind === "set_status") {
    const to = STATUSES.find((status) => status.code === edit.status);
    if (unpaid && to?.states.order === "confirmed") say("asks", { doubt: "says_paid" });
  }
  if (edit.kind === "set_address" && edit.address.country !== order[edit.side].country) {
    say(order.paid_at ? "asks" : "tells", { doubt: "moves_tax" });
  }
  if (edit.kind === "set_email" && !edit.email.includes("@")) say("refuses", { doubt: "empty" });
  if (edit.kind === "refund") {
    if (compare(edit.refund.amount, "0") <= 0) say("refuses", { doubt: "nothing" });
    if (compare(edit.refund.amount, left) > 0) say("refuses", { doubt: "too_much", left });
    if (edit.refund.through_gateway) say("asks", { doubt: "moves_money" });
  }
  if (edit.kind === "delete") say("asks", { doubt: "final" });
  const message = edit.kind === "add_note" || edit.kind === "send_email";
  if (!message && mails(edit)) say("tells", { doubt: "shop_mails" });
  return all;
}

const cents = (text: string): number => Math.round(Number(text) * 100);
const written = (n: number): string => (n / 100).toFixed(2);

/** The sums of a refund. */
export function refundOf(order: Order, request: RefundRequest): RefundDraft {
  const pieces = request.pieces.map(({ line, quantity }) => {
    const of = order.lines.find((one) => one.native_id === line)!;
    const share = Number(quantity) / Number(of.quantity);
    return { line, quantity, total: written(cents(of.total) * share), tax: written(cents(of.tax) * share) };
  });
  const shipping = request.shipping === null ? "0" : sum("0", ...order.shipping_lines.map((line) => line.total));
  const shipping_tax = request.shipping === null ? "0" : sum("0", ...order.shipping_lines.map((line) => line.tax));
  const amount = request.amount ?? sum(shipping, shipping_tax, ...pieces.map((piece) => sum(piece.total, piece.tax)));
  const { reason, through_gateway, restock } = request;
  return { amount, pieces, shipping, shipping_tax, reason, through_gateway, restock };
}
