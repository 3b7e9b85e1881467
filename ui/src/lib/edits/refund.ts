// What of an order can be given back, and the form that asks for it. Sums are the core's.
import type { Line } from "../../bindings/Line";
import type { Order } from "../../bindings/Order";
import { compare, negate, sign, sum } from "../decimal";
import { refundedPieces } from "../order-money";
import type { RefundRequest } from "../../bindings/RefundRequest";

/** The refund form. Quantities are decimals by line. */
export interface RefundForm {
  by: "items" | "amount";
  pieces: Record<string, string>;
  shipping: boolean;
  amount: string;
  reason: string;
  throughGateway: boolean;
  restock: boolean;
}

/** A line with the pieces that were not given back yet. */
export interface Refundable {
  line: Line;
  left: string;
}

/** Lines of which something is left. */
export function refundable(order: Order): Refundable[] {
  const lines = order.lines.map((line) => ({ line, left: sum(line.quantity, negate(refundedPieces(order, line))) }));
  return lines.filter(({ left }) => sign(left) > 0);
}

/** What the shipping came to with its tax, never more than is left of the order. */
export function shippingLeft(order: Order): string {
  const paid = sum("0", ...order.shipping_lines.map((line) => sum(line.total, line.tax)));
  const left = sum(order.totals.total, negate(order.totals.refunded));
  return compare(paid, left) > 0 ? left : paid;
}

/** An amount as people type it (`18,50`, `18.5`, `1.234,50`) as a decimal. `null` where it is none, is not above zero, or
 * could be read in two ways (`1.234`). */
export function amountOf(typed: string): string | null {
  const text = typed.trim().replace(/[\s\u00a0\u202f']/g, "");
  const plain = /^(\d+)(?:[.,](\d{1,2}|\d{4}))?$/.exec(text);
  const grouped = /^(\d{1,3}(?:\.\d{3})+),(\d{1,4})$/.exec(text) ?? /^(\d{1,3}(?:,\d{3})+)\.(\d{1,4})$/.exec(text);
  const match = plain ?? grouped;
  if (!match) return null;
  const amount = match[1]!.replace(/[.,]/g, "") + (match[2] ? `.${match[2]}` : "");
  return sign(amount) > 0 ? amount : null;
}

/** What the form asks the core for; `null` while it asks for nothing. */
export function requestOf(form: RefundForm): RefundRequest | null {
  const { reason, restock, throughGateway: through_gateway } = form;
  if (form.by === "amount") {
    const amount = amountOf(form.amount);
    return amount === null ? null : { pieces: [], shipping: null, amount, reason: reason.trim(), through_gateway, restock: false };
  }
  const pieces = Object.entries(form.pieces)
    .filter(([, quantity]) => sign(quantity) > 0)
    .map(([line, quantity]) => ({ line, quantity }));
  if (pieces.length === 0 && !form.shipping) return null;
  return { pieces, shipping: form.shipping ? "all" : null, amount: null, reason: reason.trim(), through_gateway, restock };
}
