import { expect, test } from "vitest";

import type { Code } from "../../bindings/Code";
import type { Fault } from "../../bindings/Fault";
import type { OutboxEdit } from "../../bindings/OutboxEdit";
import { differs, heldUp } from "./held";

const fault = (code: Code): Fault => ({ code, retry: "later", operation: "", detail: "" });
const waiting = (id: number, shop: number, code: Code | null): OutboxEdit =>
  ({ id, shop, state: "pending", attempts: 0, outcome: code && { outcome: "retrying", fault: fault(code) } }) as OutboxEdit;
const none = (): null => null;

test("a shop's trouble is told once, with since when and the next try", () => {
  const edits = [waiting(1, 1, "connection_lost"), waiting(2, 1, null), waiting(3, 2, null)];
  const trouble = { fault: fault("unreachable"), since: "2026-11-22T07:57:00Z", retry_at: "2026-11-22T08:00:00Z" };
  const held = heldUp(edits, (shop) => (shop === 1 ? trouble : null));
  expect(held).toEqual([{ shop: 1, fault: trouble.fault, since: trouble.since, retryAt: trouble.retry_at }]);
  expect(edits.map((edit) => differs(edit, held))).toEqual([false, false, false]);
});

test("without one, what most of a shop's edits met is told, and the others tell their own", () => {
  const edits = [waiting(1, 1, "maintenance"), waiting(2, 1, "server_error"), waiting(3, 1, "server_error"), waiting(4, 1, null)];
  const held = heldUp(edits, none);
  expect(held.map((one) => [one.shop, one.fault.code, one.since])).toEqual([[1, "server_error", null]]);
  expect(edits.map((edit) => differs(edit, held))).toEqual([true, false, false, false]);
});

test("what one edit alone met is its own, and another shop's trouble does not cover it", () => {
  const edits = [waiting(1, 1, "server_error"), waiting(2, 2, "server_error")];
  expect(heldUp(edits, none)).toEqual([]);
  const held = heldUp(edits, (shop) => (shop === 2 ? { fault: fault("server_error"), since: "", retry_at: null } : null));
  expect(edits.map((edit) => differs(edit, held))).toEqual([true, false]);
});
