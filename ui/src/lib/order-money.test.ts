import { expect, test } from "vitest";

import type { Line } from "../bindings/Line";
import type { Order } from "../bindings/Order";
import { sum } from "./decimal";
import { lineAmount, moneyRows, pieces, refundedPieces } from "./order-money";

const line = (id: string, quantity: string, total: string, tax: string): Line =>
  ({ native_id: id, quantity, total, tax, attributes: [] }) as unknown as Line;

const order = (given: Partial<Order>): Order =>
  ({
    prices_include_tax: true,
    lines: [line("1", "2", "64.46", "13.54"), line("2", "1", "30.08", "6.32")],
    shipping_lines: [{ method: { code: "flat", title: "DHL" }, total: "8.13", tax: "1.87" }],
    fees: [{ name: "Wrap", total: "3.31", tax: "0.69" }],
    coupons: [{ code: "TEN", discount: "10.00" }],
    taxes: [{ label: "VAT", rate_percent: "21", tax: "20.55", shipping_tax: "1.87" }],
    refunds: [],
    totals: { goods: "94.54", discount: "10.00", shipping: "8.13", fees: "3.31", tax: "22.42", total: "128.40", refunded: "0" },
    ...given,
  }) as unknown as Order;

const amounts = (given: Order): Record<string, string> => Object.fromEntries(moneyRows(given).map((row) => [row.textId, row.amount]));

test("gross prices add up to the total, and name the tax in it", () => {
  const found = amounts(order({}));
  expect(sum(found["money-subtotal"]!, found["money-shipping"]!, found["money-fee"]!)).toBe("128.40");
  expect(found["money-total"]).toBe("128.40");
  expect(found["money-tax-included"]).toBe("22.42");
  expect(found["money-discount-included"]).toBe("-10.00");
  expect(found["money-tax"]).toBeUndefined();
});

test("net prices add up to the total with discount and tax", () => {
  const found = amounts(order({ prices_include_tax: false }));
  const parts = ["money-subtotal", "money-discount", "money-shipping", "money-fee", "money-tax"].map((id) => found[id]!);
  expect(found["money-subtotal"]).toBe("104.54");
  expect(sum(...parts)).toBe("128.40");
});

test("refunds are taken off below the total", () => {
  const given = order({ totals: { ...order({}).totals, refunded: "28.40" } });
  const found = amounts(given);
  expect(found["money-refunded"]).toBe("-28.40");
  expect(found["money-net"]).toBe("100.00");
  expect(Object.keys(amounts(order({})))).not.toContain("money-net");
});

test("lines cost what the shop shows, and say what was given back", () => {
  const refunds = [{ lines: [{ line: "1", quantity: "1" }, { line: null, quantity: "5" }] }, { lines: [{ line: "1", quantity: "0.5" }] }];
  const given = order({ refunds: refunds as unknown as Order["refunds"] });
  expect(lineAmount(given, given.lines[0]!)).toBe("78.00");
  expect(lineAmount({ ...given, prices_include_tax: false }, given.lines[0]!)).toBe("64.46");
  expect(refundedPieces(given, given.lines[0]!)).toBe("1.5");
  expect(refundedPieces(given, given.lines[1]!)).toBe("0");
  expect(pieces(given)).toBe("3");
});
