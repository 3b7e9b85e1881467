// Changing orders against the mock core: what is asked, what is said, and what can be taken back when.
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Edit } from "../../bindings/Edit";
import { type Transport, useTransport } from "../api";
import { setLanguage } from "../i18n.svelte";
import { MockOrders } from "../mock/orders";
import { MockOutbox } from "../mock/outbox";
import { SHOPS } from "../mock/shops";
import { detail } from "../state/detail.svelte";
import { outbox } from "../state/outbox.svelte";
import { OutboxList } from "../state/outbox-list.svelte";
import { Proposal } from "../state/proposal.svelte";
import { session } from "../state/session.svelte";
import { ui } from "../state/ui.svelte";
import { undo } from "../state/undo.svelte";
import { answer, propose, retryAll, takeBack, undoLast, undoOne } from "./edit";

class Core implements Transport {
  orders = new MockOrders(100);
  outbox = new MockOutbox(this.orders, (event) => event.kind === "outbox" && outbox.take(event.counts, event.paused));
  calls: string[] = [];

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  invoke<T>(command: string, a: any = {}): Promise<T> {
    this.calls.push(command);
    return new Promise((resolve) => resolve(structuredClone(this.answer(command, a)) as T));
  }
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  answer(command: string, a: any): unknown {
    switch (command) {
      case "edit_preview": return this.outbox.preview(a.ids, a.edit);
      case "edit_enter": return this.outbox.enter(a.ids, a.edit, a.notice, a.confirmed);
      case "edits_undo": return this.outbox.undo(a.batch);
      case "edit_answer": return this.outbox.answer(a.id, a.answer);
      case "outbox_open": return this.outbox.open(a);
      case "batch_progress": return this.outbox.progress(a.batch);
      case "order_open": return this.orders.view(a.id, true);
      default: return null;
    }
  }
  listen(): Promise<() => void> {
    return Promise.resolve(() => undefined);
  }
}

let core: Core;
const status = (code: string): Edit => ({ kind: "set_status", status: code });
const rest = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const lastToast = () => ui.toasts.at(-1)!;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.now() });
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  await setLanguage("en");
  core = new Core();
  useTransport(core);
  session.shops = [...SHOPS];
  ui.toasts = [];
  ui.dialog = null;
  undo.stack = [];
  outbox.unwatch();
  detail.open(100);
  await rest(100);
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a status is set at once, said, and shown on the order", async () => {
  await propose([100], [status("pending")]);
  await rest();
  expect(detail.view?.order.status).toBe("pending");
  expect(detail.view?.edits.map((edit) => edit.state)).toEqual(["pending"]);
  expect(lastToast().text.replace(/[\u2068\u2069]/g, "")).toBe("Status set to Wachtend op betaling");
  expect(lastToast().endsAt).toBeNull();
});

test("what mails waits eight seconds, says so, and counts them down", async () => {
  await propose([100], [status("completed")]);
  expect(lastToast().detail).toContain("e-mails the customer");
  expect(lastToast().endsAt).toBe(Date.now() + 8000);
  await rest(7500);
  expect(core.outbox.edits[0]?.state).toBe("pending");
  await rest(3000);
  expect(core.outbox.edits[0]?.state).toBe("settled");
  expect(ui.toasts).toEqual([]);
});

test("taken back in time, nothing is left of it", async () => {
  await propose([100], [status("completed")]);
  lastToast().action!.run();
  await rest(50);
  expect(core.outbox.edits[0]?.state).toBe("dropped");
  expect(detail.view?.order.status).toBe("processing");
  expect(lastToast().text).toContain("Undone");
  expect(undo.stack).toEqual([]);
});

test("too late is told as that", async () => {
  await propose([100], [status("at-laser")]);
  await rest(2000);
  undoLast();
  await rest(50);
  expect(core.outbox.edits[0]?.state).toBe("settled");
  expect(lastToast().text).toBe("Too late to undo");
  expect(lastToast().action?.label.replace(/[\u2068\u2069]/g, "")).toBe("Set back to In behandeling");
  lastToast().action!.run();
  await rest(50);
  expect(detail.view?.order.status).toBe("processing");
  undo.stack = [];
  undoLast();
  expect(lastToast().text).toBe("Nothing to undo");
});

test("the last change is taken back first, and all its edits with it", async () => {
  core.outbox.pause(true);
  await propose([100], [status("completed")]);
  await propose([100], [{ kind: "set_phone", side: "billing", phone: "1" }, { kind: "set_email", email: "a@b.test" }]);
  undoLast();
  await rest(50);
  expect(core.outbox.edits.map((edit) => edit.state)).toEqual(["pending", "dropped", "dropped"]);
  undoLast();
  await rest(50);
  expect(core.outbox.edits[0]?.state).toBe("dropped");
});

test("what asks for a yes is not entered without it", async () => {
  detail.open(97);
  await rest(200);
  expect(core.orders.row(97).payment_state).toBe("pending");
  await propose([97], [status("processing")]);
  expect(core.calls).not.toContain("edit_enter");
  expect(ui.dialog).toEqual({ kind: "confirm_edit", ids: [97], edits: [status("processing")] });
});

test("many orders are looked over first, entered as one batch, and watched", async () => {
  await propose([100, 99, 98], [{ kind: "trash" }]);
  expect(ui.dialog?.kind).toBe("confirm_edit");
  const proposal = new Proposal([100, 99, 98]);
  proposal.consider([{ kind: "trash" }]);
  await rest(200);
  expect([proposal.ready, proposal.left, proposal.canEnter]).toEqual([true, 3, true]);
  const { announce } = await import("./edit");
  announce(proposal, (await proposal.enter())!);
  await rest(10);
  expect(outbox.batch?.total).toBe(3);
  expect(lastToast().text).toContain("3 orders");
  await rest(4000);
  expect([outbox.batch?.settled, outbox.running]).toEqual([3, false]);
  await takeBack(undo.last!);
  expect(lastToast().text).toBe("Too late to undo");
  expect(lastToast().action?.label).toBe("Restore from the bin");
  lastToast().action!.run();
  expect(ui.dialog).toEqual({ kind: "confirm_edit", ids: [100, 99, 98], edits: [{ kind: "restore" }] });
});

test("one order of a batch is taken back alone", async () => {
  core.outbox.pause(true);
  const entered = core.outbox.enter([100, 99], status("completed"), "shop_decides", true);
  undo.push({ batches: [entered.batch], edits: 2, text: "", toast: null, back: null });
  await undoOne(structuredClone(entered.edits[1]!));
  expect(core.outbox.edits.map((edit) => edit.state)).toEqual(["pending", "dropped"]);
});

test("taking one back that has just gone says so", async () => {
  const entered = core.outbox.enter([100], status("pending"), "shop_decides", true);
  const before = structuredClone(entered.edits[0]!);
  await rest(2000);
  await undoOne(before);
  expect(lastToast().text).toBe("Too late to undo");
});

test("what asks only by the time it is entered is asked then", async () => {
  const proposal = new Proposal([97]);
  proposal.edits = [status("pending")];
  await proposal.look();
  expect(proposal.asks).toBe(false);
  proposal.edits = [status("processing")];
  expect(await proposal.enter()).toBeNull();
  expect([proposal.asks, proposal.fault, proposal.canEnter]).toEqual([true, null, false]);
  proposal.agreed = true;
  expect((await proposal.enter())?.[0]?.edits).toHaveLength(1);
});

test("a refusal keeps an order out and is told", async () => {
  core.outbox.put(99, { kind: "trash" }, { state: "settled" });
  const proposal = new Proposal([100, 99]);
  proposal.consider([status("completed")]);
  await rest(200);
  expect([...proposal.refused]).toEqual([99]);
  expect(proposal.left).toBe(1);
  const { announce } = await import("./edit");
  announce(proposal, (await proposal.enter())!);
  expect(core.outbox.edits.filter((edit) => edit.state === "pending").map((edit) => edit.order_id)).toEqual([100]);
  expect(lastToast().detail).toContain("One order was left out.");
});

test("a yes holds for what was asked, not for what is asked now", async () => {
  const refund = { amount: "5", pieces: [], shipping: "0", shipping_tax: "0", reason: "", through_gateway: true, restock: false };
  const proposal = new Proposal([100]);
  proposal.consider([{ kind: "refund", refund }]);
  await rest(200);
  expect([proposal.asks, proposal.canEnter]).toEqual([true, false]);
  proposal.agreed = true;
  expect(proposal.canEnter).toBe(true);
  proposal.consider([{ kind: "refund", refund: { ...refund, amount: "6" } }]);
  expect(proposal.canEnter).toBe(false);
  await rest(200);
  expect([proposal.agreed, proposal.canEnter]).toEqual([true, true]);
  proposal.consider([{ kind: "delete" }]);
  await rest(200);
  expect([proposal.agreed, proposal.canEnter]).toEqual([false, false]);
});

test("of two looks ahead, the later one stands", async () => {
  const slow: (() => void)[] = [];
  const answers = core.answer.bind(core);
  core.invoke = (command, a) => new Promise((resolve) => slow.push(() => resolve(answers(command, a) as never)));
  const proposal = new Proposal([100]);
  proposal.edits = [{ kind: "delete" }];
  const first = proposal.look();
  proposal.edits = [status("pending")];
  const second = proposal.look();
  await rest();
  slow[1]!();
  slow[0]!();
  await Promise.all([first, second]);
  expect(proposal.asks).toBe(false);
  expect(proposal.ready).toBe(true);
});

test("an answer that comes late is no failure", async () => {
  const edit = core.outbox.put(100, status("pending"), { state: "settled" });
  await answer(structuredClone(edit), { answer: "retry" });
  expect(lastToast().fault).toBeNull();
  expect(lastToast().text).toBe("It has moved on meanwhile");
});

test("the outbox lists what its filters leave, and follows retries", async () => {
  core.outbox.pause(true);
  const fault = { code: "server_error", retry: "later", operation: "", detail: "" } as const;
  for (let n = 0; n < 130; n += 1) core.outbox.put(100, { kind: "set_reference", text: String(n) });
  const stuck = core.outbox.put(99, { kind: "trash" }, { attempts: 2, outcome: { outcome: "retrying", fault } });
  core.outbox.put(98, { kind: "trash" }, { state: "failed" });
  const list = new OutboxList();
  await list.read();
  expect([list.edits.length, list.more]).toEqual([100, true]);
  await list.readMore();
  expect([list.edits.length, list.more]).toEqual([132, false]);
  list.filter({ states: ["failed"] });
  await rest(10);
  expect(list.edits.map((edit) => edit.order_id)).toEqual([98]);
  list.filter({ shop: 2 });
  await rest(10);
  expect(list.edits).toEqual([]);
  await retryAll([structuredClone(stuck)]);
  expect(core.outbox.edits.find((edit) => edit.id === stuck.id)?.outcome).toBeNull();
  expect(outbox.counts.by_state).toEqual([["failed", 1], ["pending", 131]]);
});
