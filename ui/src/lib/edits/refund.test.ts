import { expect, test } from "vitest";

import { MockOrders } from "../mock/orders";
import { amountOf, refundable, type RefundForm, requestOf, shippingLeft } from "./refund";

const form: RefundForm = { by: "items", pieces: {}, shipping: false, amount: "", reason: " ", throughGateway: false, restock: true };

test.each([
  ["18,50", "18.50"],
  ["18.5", "18.5"],
  ["1 234,50", "1234.50"],
  ["1.234,50", "1234.50"],
  ["1,234.50", "1234.50"],
  ["1\u00a0234", "1234"],
  ["0,01", "0.01"],
])("%s is an amount", (typed, amount) => expect(amountOf(typed)).toBe(amount));

// 1.234 may be one thousand or one and a bit: nobody guesses with money.
test.each(["", "0", "0,00", "-5", "abc", "1.234", "1,234", "1.2.3", "12..5", "1.234.56", "1e3"])("%s is none", (typed) =>
  expect(amountOf(typed)).toBeNull(),
);

test("an empty form asks for nothing", () => {
  expect(requestOf(form)).toBeNull();
  expect(requestOf({ ...form, pieces: { "1": "0" } })).toBeNull();
  expect(requestOf({ ...form, by: "amount", amount: "1.234" })).toBeNull();
});

test("pieces and shipping are asked for as they are, the sums being the core's", () => {
  const request = requestOf({ ...form, pieces: { "1": "2", "2": "0" }, shipping: true, reason: " broken " });
  expect(request).toEqual({ pieces: [{ line: "1", quantity: "2" }], shipping: "all", amount: null, reason: "broken", through_gateway: false, restock: true });
});

test("an amount alone puts nothing back into stock, and forgets the pieces chosen before", () => {
  const request = requestOf({ ...form, by: "amount", amount: "18,50", pieces: { "1": "1" }, shipping: true, throughGateway: true });
  expect(request).toEqual({ pieces: [], shipping: null, amount: "18.50", reason: "", through_gateway: true, restock: false });
});

test("what was given back before is not offered again", () => {
  const orders = new MockOrders(100);
  const refunded = orders.order(96);
  expect(refunded.refunds[0]?.lines[0]?.line).toBe("1");
  expect(refundable(refunded).map(({ line }) => line.native_id)).not.toContain("1");
  const whole = orders.order(100);
  expect(refundable(whole).map(({ left }) => left)).toEqual(["2", "1", "1"]);
  expect(shippingLeft(whole)).toBe("10.00");
  expect(shippingLeft({ ...whole, totals: { ...whole.totals, refunded: "125.00" } })).toBe("3.40");
});
