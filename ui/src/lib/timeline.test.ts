import { beforeAll, expect, test } from "vitest";

import type { Edit } from "../bindings/Edit";
import type { Outcome } from "../bindings/Outcome";
import type { TimelineKind } from "../bindings/TimelineKind";
import { setLanguage } from "./i18n.svelte";
import { STATUSES } from "./mock/shops";
import { describe, isEcho } from "./timeline";

beforeAll(() => setLanguage("en"));

const edited = (edit: Edit, outcome: Outcome): TimelineKind & { kind: "seen" } => ({ kind: "seen", event: { kind: "edited", id: 1, edit, outcome } });
const done: Outcome = { outcome: "done", made: null, totals: null };
const refused: Outcome = { outcome: "failed", fault: { code: "refused", retry: "never", operation: "", detail: "" } };

test("what an edit made is told once", () => {
  expect(isEcho(edited({ kind: "add_note", text: "a", to_customer: false }, done))).toBe(true);
  expect(isEcho(edited({ kind: "set_status", status: "completed" }, done))).toBe(true);
});

test("what left no trace of its own, or did not take place, is told", () => {
  expect(isEcho(edited({ kind: "set_reference", text: "PO-1" }, done))).toBe(false);
  expect(isEcho(edited({ kind: "add_note", text: "a", to_customer: false }, refused))).toBe(false);
  expect(isEcho(edited({ kind: "set_status", status: "completed" }, { outcome: "already" }))).toBe(false);
  expect(isEcho({ kind: "completed" })).toBe(false);
});

test("an ended edit says what was wanted and what came of it, the customer's data apart", () => {
  const status = describe(edited({ kind: "set_status", status: "completed" }, { outcome: "already" }), STATUSES, "EUR");
  expect([status.title, status.about, status.text]).toEqual(["Status", "Afgerond · The shop had it so already", undefined]);
  const phone = describe(edited({ kind: "set_phone", side: "billing", phone: "+48 1" }, done), STATUSES, "EUR");
  expect([phone.about, phone.text]).toEqual(["Done in the shop", "+48 1"]);
});
