// The money of an order as rows to read from top to bottom: net of tax with taxes added, or gross with taxes named,
// as the shop's own prices are. Every sum adds up to the order's total exactly.
import type { Line } from "../bindings/Line";
import type { Order } from "../bindings/Order";
import { negate, sign, sum } from "./decimal";

/** One row: the text's id in window.ftl, what goes with it, and the amount in the order's currency. */
export interface MoneyRow {
  textId: string;
  detail: string;
  amount: string;
  strong?: boolean;
  quiet?: boolean;
}

/** What a line costs as the shop shows prices. */
export function lineAmount(order: Order, line: Line): string {
  return order.prices_include_tax ? sum(line.total, line.tax) : line.total;
}

/** "VAT 23 %"; shops often write the rate into the label themselves. */
function taxName(label: string, percent: string | null): string {
  const named = percent === null || label.replace(/\s/g, "").includes(`${percent}%`);
  return named ? label : [label, `${percent} %`].filter(Boolean).join(" ");
}

const rate = (order: Order, textId: string): MoneyRow[] =>
  order.taxes.map((tax) => ({
    textId,
    detail: taxName(tax.label, tax.rate_percent),
    amount: sum(tax.tax, tax.shipping_tax),
    quiet: true,
  }));

function coupons(order: Order): MoneyRow[] {
  if (sign(order.totals.discount) === 0) return [];
  const codes = order.coupons.map((coupon) => coupon.code).join(", ");
  return [{ textId: "money-discount", detail: codes, amount: negate(order.totals.discount), quiet: true }];
}

function parts(order: Order): MoneyRow[] {
  const gross = order.prices_include_tax;
  const shipping = order.shipping_lines.map((line) => ({
    textId: "money-shipping",
    detail: line.method.title,
    amount: gross ? sum(line.total, line.tax) : line.total,
    quiet: true,
  }));
  const fees = order.fees.map((fee) => ({
    textId: "money-fee",
    detail: fee.name,
    amount: gross ? sum(fee.total, fee.tax) : fee.total,
    quiet: true,
  }));
  return [...shipping, ...fees];
}

/** All rows. */
export function moneyRows(order: Order): MoneyRow[] {
  const gross = order.prices_include_tax;
  const goods = gross
    ? sum("0", ...order.lines.map((line) => sum(line.total, line.tax)))
    : sum(order.totals.goods, order.totals.discount);
  const rows: MoneyRow[] = [{ textId: "money-subtotal", detail: "", amount: goods, quiet: true }];
  if (!gross) rows.push(...coupons(order));
  rows.push(...parts(order));
  if (!gross) rows.push(...rate(order, "money-tax"));
  rows.push({ textId: "money-total", detail: "", amount: order.totals.total, strong: true });
  if (gross) {
    rows.push(...rate(order, "money-tax-included"));
    rows.push(...coupons(order).map((row) => ({ ...row, textId: "money-discount-included" })));
  }
  if (sign(order.totals.refunded) > 0) {
    rows.push({ textId: "money-refunded", detail: "", amount: negate(order.totals.refunded) });
    rows.push({ textId: "money-net", detail: "", amount: sum(order.totals.total, negate(order.totals.refunded)), strong: true });
  }
  return rows;
}

/** Pieces of a line that were refunded. */
export function refundedPieces(order: Order, line: Line): string {
  const parts = order.refunds.flatMap((refund) => refund.lines.filter((part) => part.line === line.native_id));
  return sum("0", ...parts.map((part) => part.quantity));
}

/** Pieces of the order. */
export function pieces(order: Order): string {
  return sum("0", ...order.lines.map((line) => line.quantity));
}
