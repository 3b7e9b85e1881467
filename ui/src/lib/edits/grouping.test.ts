import { describe, expect, test } from "vitest";

import type { EditState } from "../../bindings/EditState";
import type { OrderRow } from "../../bindings/OrderRow";
import type { OutboxEdit } from "../../bindings/OutboxEdit";
import type { ShopHealthView } from "../../bindings/ShopHealthView";
import { SHOPS } from "../mock/shops";
import { nextStep, supports, waysOut } from "./can";
import { canUndo, countIn, grouped, NEEDS_USER, ranked, UNDER_WAY } from "./grouping";
import { unreachable } from "./offline";
import { asks, gathered, refusedOrders } from "./warnings";

const edit = (id: number, state: EditState, more: Partial<OutboxEdit> = {}): OutboxEdit =>
  ({ id, state, attempts: 0, outcome: null, edit: { kind: "trash" }, ...more }) as OutboxEdit;

test("what needs its user stands first, the gravest on top, each state by age", () => {
  const edits = [edit(9, "pending"), edit(8, "asks"), edit(7, "conflict"), edit(6, "sending"), edit(5, "failed"), edit(4, "conflict"), edit(3, "settled")];
  const order = grouped(edits).map((group) => [group.state, group.edits.map((one) => one.id)]);
  expect(order).toEqual([
    ["conflict", [4, 7]],
    ["failed", [5]],
    ["asks", [8]],
    ["sending", [6]],
    ["pending", [9]],
  ]);
});

test("a batch tells its troubles first and what has ended last", () => {
  const results = [edit(1, "settled"), edit(2, "pending"), edit(3, "failed"), edit(4, "dropped"), edit(5, "conflict")];
  expect(ranked(results).map((one) => one.id)).toEqual([5, 3, 2, 1, 4]);
});

test("counts by meaning", () => {
  const counts = { by_state: [["pending", 12], ["failed", 2], ["asks", 1]] as [EditState, number][], oldest_at: null };
  expect(countIn(counts, NEEDS_USER)).toBe(3);
  expect(countIn(counts, UNDER_WAY)).toBe(12);
});

test("only what was never attempted can be taken back", () => {
  expect(canUndo(edit(1, "pending"))).toBe(true);
  expect(canUndo(edit(1, "pending", { attempts: 1 }))).toBe(false);
  expect(canUndo(edit(1, "sending"))).toBe(false);
});

describe("ways out", () => {
  const retrying = { outcome: "retrying" as const, fault: { code: "server_error" as const, retry: "later" as const, operation: "", detail: "" } };
  test.each<[OutboxEdit, string[]]>([
    [edit(1, "conflict"), ["keep_mine", "take_theirs"]],
    [edit(1, "conflict", { edit: { kind: "set_reference", text: "" } }), ["keep_mine", "take_theirs", "change"]],
    [edit(1, "failed"), ["retry", "give_up"]],
    [edit(1, "unsure"), ["said_done", "retry", "give_up"]],
    [edit(1, "asks"), ["approve", "give_up"]],
    [edit(1, "pending"), ["undo"]],
    [edit(1, "pending", { attempts: 2, outcome: retrying }), ["retry", "give_up"]],
    [edit(1, "sending", { attempts: 1 }), []],
    [edit(1, "checking", { attempts: 1 }), []],
    [edit(1, "settled"), []],
  ])("%#", (one, ways) => expect(waysOut(one)).toEqual(ways));
});

describe("the next step", () => {
  const shop = SHOPS[0]!;
  const row = (states: Partial<OrderRow>): OrderRow =>
    ({ order_state: "confirmed", payment_state: "paid", fulfilment_state: "none", printed: false, ...states }) as OrderRow;
  test.each<[Partial<OrderRow>, string]>([
    [{}, "print"],
    [{ printed: true }, "ship"],
    [{ order_state: "placed", payment_state: "pending" }, "mark_paid"],
    [{ order_state: "on_hold", payment_state: "unpaid" }, "mark_paid"],
    [{ order_state: "on_hold", payment_state: "paid" }, "release"],
    [{ order_state: "deleted", payment_state: "pending" }, "restore"],
    [{ order_state: "cancelled", payment_state: "voided" }, "print"],
    [{ order_state: "complete" }, "print"],
  ])("%o", (states, step) => expect(nextStep(row(states), shop)).toBe(step));

  test("is nothing that the shop's system cannot do", () => {
    const readOnly = { ...shop, capabilities: { ...shop.capabilities, edits: [] } };
    expect(nextStep(row({ order_state: "placed", payment_state: "pending" }), readOnly)).toBe("print");
    expect(supports({ ...shop, capabilities: { ...shop.capabilities, write: false } }, "trash")).toBe(false);
  });
});

test("the same doubt of several edits is told once, of all its orders", () => {
  const warned = gathered([
    { warnings: [{ warning: { doubt: { doubt: "shop_mails" }, weight: "tells" }, orders: [1, 2] }], totals: [], totals_after: [], can_undo_s: 0 },
    {
      warnings: [
        { warning: { doubt: { doubt: "shop_mails" }, weight: "tells" }, orders: [2, 3] },
        { warning: { doubt: { doubt: "trashed" }, weight: "refuses" }, orders: [4] },
        { warning: { doubt: { doubt: "says_paid" }, weight: "asks" }, orders: [1] },
      ],
      totals: [],
      totals_after: [],
      can_undo_s: 8,
    },
  ]);
  expect(warned.map((one) => [one.doubt.doubt, one.orders])).toEqual([
    ["trashed", [4]],
    ["says_paid", [1]],
    ["shop_mails", [1, 2, 3]],
  ]);
  expect(asks(warned)).toBe(true);
  expect([...refusedOrders(warned)]).toEqual([4]);
});

describe("offline", () => {
  const shop = (name: string, code: "unreachable" | "firewall" | null, since = "2026-11-22T10:42:00Z"): ShopHealthView =>
    ({ shop: name.charCodeAt(0), name, trouble: code && { fault: { code, retry: "later", operation: "", detail: "" }, since, retry_at: null } }) as ShopHealthView;

  test("is told of all shops only where it is true of all", () => {
    expect(unreachable([shop("A", null), shop("B", null)])).toBeNull();
    expect(unreachable([shop("A", "firewall"), shop("B", null)])).toBeNull();
    expect(unreachable([shop("A", "unreachable"), shop("B", null)])).toEqual({ since: "2026-11-22T10:42:00Z", shops: [{ shop: 65, name: "A" }], all: false });
    expect(unreachable([shop("A", "unreachable"), shop("B", "unreachable", "2026-11-22T09:00:00Z")])).toEqual({ since: "2026-11-22T09:00:00Z", shops: [{ shop: 65, name: "A" }, { shop: 66, name: "B" }], all: true });
  });
});
