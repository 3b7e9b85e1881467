// The outbox of the mock core: edits wait, go, settle, fail, clash and can be taken back, as the real one's do.
import type { Answer } from "../../bindings/Answer";
import type { BatchProgress } from "../../bindings/BatchProgress";
import type { Edit } from "../../bindings/Edit";
import type { EditPreview } from "../../bindings/EditPreview";
import type { EditsEntered } from "../../bindings/EditsEntered";
import type { EditState } from "../../bindings/EditState";
import type { EditsUndone } from "../../bindings/EditsUndone";
import type { Fault } from "../../bindings/Fault";
import type { Money } from "../../bindings/Money";
import type { Notice } from "../../bindings/Notice";
import type { OutboxCounts } from "../../bindings/OutboxCounts";
import type { OutboxEdit } from "../../bindings/OutboxEdit";
import type { OutboxPage } from "../../bindings/OutboxPage";
import type { OutboxRequest } from "../../bindings/OutboxRequest";
import type { UiEvent } from "../../bindings/UiEvent";
import { sum } from "../decimal";
import { canUndo, isOpen, NEEDS_USER, needsUser, UNDER_WAY, underWay } from "../edits/grouping";
import type { MockOrders } from "./orders";
import { mails, warningsOf } from "./rules";

const GRACE_MS = 8000;
const SENDING_MS = 700;
const BEAT_MS = 250;

const bad = (operation: string, detail: string): Fault => ({ code: "bad_input", retry: "never", operation, detail });

export class MockOutbox {
  edits: OutboxEdit[] = [];
  paused = false;
  /** Shops that cannot be reached. */
  readonly off = new Set<number>();
  readonly #orders: MockOrders;
  readonly #emit: (event: UiEvent) => void;
  #next = 1;

  constructor(orders: MockOrders, emit: (event: UiEvent) => void) {
    this.#orders = orders;
    this.#emit = emit;
    orders.editsOf = (id) => this.edits.filter((edit) => edit.order_id === id);
    setInterval(() => this.#beat(), BEAT_MS);
  }

  /** An edit of an order in any state, as scenes need it. */
  put(id: number, edit: Edit, more: Partial<OutboxEdit> = {}): OutboxEdit {
    const order = this.#orders.order(id);
    const row = this.#orders.row(id);
    const seen = { values: [], status: order.status, paid: order.paid_at !== null, trashed: false, total: order.totals.total, refunded: order.totals.refunded };
    const own: OutboxEdit = {
      id: this.#next++,
      shop: row.shop,
      order: row.native_id,
      order_id: id,
      number: row.number,
      key: "0".repeat(32),
      edit,
      seen,
      notice: "shop_decides",
      state: "pending",
      outcome: null,
      entered_at: new Date().toISOString(),
      not_before: null,
      attempts: 0,
      attempted_at: null,
      ended_at: null,
      approved: false,
      batch: null,
      ...more,
    };
    this.edits.push(own);
    return own;
  }

  counts(): OutboxCounts {
    const by_state = [...NEEDS_USER, ...UNDER_WAY].flatMap((state): [EditState, number][] => {
      const n = this.edits.filter((edit) => edit.state === state).length;
      return n > 0 ? [[state, n]] : [];
    });
    return { by_state, oldest_at: this.edits.find((edit) => isOpen(edit.state))?.entered_at ?? null };
  }

  #tell(changed: (number | null)[]): void {
    const ids = [...new Set(changed.filter((id) => id !== null))];
    this.#emit({ kind: "orders", changed: ids, removed: [] });
    this.#emit({ kind: "outbox", counts: this.counts(), paused: this.paused });
  }

  #beat(): void {
    const now = Date.now();
    const moved: OutboxEdit[] = [];
    const busy = new Set<number | null>();
    for (const edit of this.edits) {
      if (!underWay(edit.state) || busy.has(edit.order_id)) continue;
      busy.add(edit.order_id);
      if (edit.state === "sending" && now - Date.parse(edit.attempted_at!) > SENDING_MS) {
        Object.assign(edit, { state: "settled", outcome: { outcome: "done", made: null, totals: null }, ended_at: new Date().toISOString() });
        moved.push(edit);
      } else if (edit.state === "pending" && !this.paused && !this.off.has(edit.shop) && (edit.not_before === null || Date.parse(edit.not_before) <= now)) {
        Object.assign(edit, { state: "sending", attempts: edit.attempts + 1, attempted_at: new Date().toISOString() });
        moved.push(edit);
      }
      if (moved.length >= 8) break;
    }
    if (moved.length > 0) this.#tell(moved.map((edit) => edit.order_id));
  }

  preview(ids: number[], edit: Edit): EditPreview {
    const found = new Map<string, EditPreview["warnings"][number]>();
    for (const id of ids) {
      for (const warning of warningsOf(edit, this.#orders.order(id))) {
        const key = JSON.stringify(warning);
        const known = found.get(key) ?? { warning, orders: [] };
        known.orders.push(id);
        found.set(key, known);
      }
    }
    const sums = (of: (id: number) => Money): Money[] => {
      const by = new Map<string, string>();
      for (const money of ids.map(of)) by.set(money.currency, sum(by.get(money.currency) ?? "0", money.amount));
      return [...by].map(([currency, amount]) => ({ currency, amount }));
    };
    const totals = sums((id) => this.#orders.row(id).total);
    const wait = mails(edit) || edit.kind === "refund";
    return { warnings: [...found.values()], totals, totals_after: totals, can_undo_s: wait ? GRACE_MS / 1000 : 0 };
  }

  enter(ids: number[], edit: Edit, notice: Notice, confirmed: boolean): EditsEntered {
    const batch = `b${this.#next}`;
    const entered: EditsEntered = { batch, edits: [], refused: [] };
    const wait = mails(edit) || edit.kind === "refund";
    for (const id of ids) {
      const warnings = warningsOf(edit, this.#orders.order(id));
      const refusal = warnings.find((one) => one.weight === "refuses");
      if (refusal) {
        entered.refused.push({ id, warning: refusal });
        continue;
      }
      if (warnings.some((one) => one.weight === "asks") && !confirmed) throw bad("edit_enter", "confirm");
      const not_before = wait ? new Date(Date.now() + GRACE_MS).toISOString() : null;
      entered.edits.push(this.put(id, edit, { notice, batch, not_before }));
    }
    this.#tell(ids);
    return entered;
  }

  undo(batch: string): EditsUndone {
    const own = this.edits.filter((edit) => edit.batch === batch);
    const free = own.filter(canUndo);
    for (const edit of free) Object.assign(edit, { state: "dropped", outcome: { outcome: "undone" }, ended_at: new Date().toISOString() });
    this.#tell(own.map((edit) => edit.order_id));
    return { undone: free.length, too_late: own.length - free.length };
  }

  answer(id: number, answer: Answer): OutboxEdit {
    const edit = this.edits.find((one) => one.id === id);
    if (!edit || !(needsUser(edit.state) || edit.state === "pending")) throw bad("edit_answer", "state");
    const ended_at = new Date().toISOString();
    const again = (wanted: Edit): OutboxEdit => {
      Object.assign(edit, { state: "dropped", ended_at });
      return this.put(edit.order_id!, wanted);
    };
    let now = edit;
    if (answer.answer === "approve" || answer.answer === "retry") Object.assign(edit, { state: "pending", outcome: null, not_before: null, approved: true });
    else if (answer.answer === "said_done") Object.assign(edit, { state: "settled", outcome: { outcome: "said_done" }, ended_at });
    else if (answer.answer === "keep_mine") now = again(edit.edit);
    else if (answer.answer === "change") now = again(answer.edit);
    else Object.assign(edit, { state: "dropped", outcome: { outcome: "given_up", why: edit.outcome }, ended_at });
    this.#tell([edit.order_id]);
    return now;
  }

  open({ shop, states, before, limit }: OutboxRequest): OutboxPage {
    const edits = this.edits
      .filter((edit) => isOpen(edit.state) && (shop === null || edit.shop === shop) && (states.length === 0 || states.includes(edit.state)))
      .filter((edit) => before === null || edit.id < before)
      .sort((a, b) => b.id - a.id)
      .slice(0, limit);
    return { edits, counts: this.counts(), paused: this.paused };
  }

  pause(paused: boolean): null {
    this.paused = paused;
    this.#tell([]);
    return null;
  }

  progress(batch: string): BatchProgress {
    const own = this.edits.filter((edit) => edit.batch === batch);
    const n = (test: (edit: OutboxEdit) => boolean): number => own.filter(test).length;
    return {
      batch,
      total: own.length,
      settled: n((edit) => edit.state === "settled"),
      failed: n((edit) => edit.state === "failed"),
      waiting: n((edit) => underWay(edit.state)),
      dropped: n((edit) => edit.state === "dropped"),
      needs_user: n((edit) => needsUser(edit.state)),
      can_undo: n(canUndo),
      results: own.map(({ id, order_id, number, state, outcome }) => ({ id, order_id, number, state, outcome })),
      edits: own.filter((edit) => needsUser(edit.state)),
    };
  }
}
