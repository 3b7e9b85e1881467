import { expect, test } from "vitest";

import type { StatusLabel } from "../bindings/StatusLabel";
import { pillOf } from "./pill";

type Row = Parameters<typeof pillOf>[0];

const row = (order: Row["order_state"], payment: Row["payment_state"], goods: Row["fulfilment_state"] = "none"): Row => ({
  order_state: order,
  payment_state: payment,
  fulfilment_state: goods,
  status: "processing",
  status_label: "In behandeling",
});

test.each([
  // order, payment, goods → what matters most
  [row("confirmed", "paid"), "green", "order-state-confirmed"],
  [row("confirmed", "authorized"), "blue", "payment-state-authorized"],
  [row("confirmed", "paid", "partial"), "blue", "fulfilment-state-partial"],
  [row("placed", "pending"), "amber", "payment-state-pending"],
  [row("placed", "unpaid"), "amber", "payment-state-pending"],
  [row("placed", "failed"), "red", "payment-state-failed"],
  [row("cancelled", "failed"), "red", "payment-state-failed"],
  [row("cancelled", "voided"), "grey", "order-state-cancelled"],
  [row("on_hold", "unpaid"), "purple", "order-state-on-hold"],
  [row("awaiting_customer", "paid"), "amber", "order-state-awaiting-customer"],
  [row("closed", "refunded"), "grey", "payment-state-refunded"],
  [row("complete", "part_refunded"), "grey", "order-state-complete"],
  [row("complete", "paid", "returned"), "grey", "fulfilment-state-returned"],
  [row("deleted", "failed"), "grey", "order-state-deleted"],
] as const)("%j is %s %s", (given, tone, textId) => {
  expect(pillOf(given, [])).toMatchObject({ tone, textId });
});

test("a plugin's own status keeps the shop's words", () => {
  const own: StatusLabel = {
    code: "at-laser",
    label: "Bij de graveur",
    states: { order: "confirmed", payment: "paid", fulfilment: "none" },
    known: false,
  };
  const given = { ...row("confirmed", "paid"), status: "at-laser", status_label: "Bij de graveur" };
  expect(pillOf(given, [own])).toEqual({ tone: "grey", textId: null, label: "Bij de graveur" });
});
