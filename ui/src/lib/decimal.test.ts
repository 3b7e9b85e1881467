import { expect, test } from "vitest";

import { compare, negate, sign, sum } from "./decimal";

test("sums are exact where floats are not", () => {
  expect(sum("0.1", "0.2")).toBe("0.3");
  expect(sum("110.88429766666667", "0.00000000000001")).toBe("110.88429766666668");
  expect(sum("99999999999999999999.99", "0.01")).toBe("100000000000000000000.00");
  expect(sum("5", "-7.50")).toBe("-2.50");
  expect(sum()).toBe("0");
});

test("signs and orders", () => {
  expect(negate("1.50")).toBe("-1.50");
  expect(negate("-0.05")).toBe("0.05");
  expect([sign("-0.00"), sign("0.01"), sign("-3")]).toEqual([0, 1, -1]);
  expect(compare("2.10", "2.1")).toBe(0);
  expect(compare("10", "9.99")).toBe(1);
});

test("what is no decimal counts as nothing", () => {
  expect(sum("abc", "1.00")).toBe("1.00");
});
