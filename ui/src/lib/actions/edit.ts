// Changing orders: what is asked before, what is said after, and taking it back. Failures are told, never thrown on.
import type { Answer } from "../../bindings/Answer";
import type { Edit } from "../../bindings/Edit";
import type { OrderView } from "../../bindings/OrderView";
import type { OutboxEdit } from "../../bindings/OutboxEdit";
import type { StatusLabel } from "../../bindings/StatusLabel";
import { api } from "../api";
import type { EditsEntered } from "../../bindings/EditsEntered";
import type { EditsUndone } from "../../bindings/EditsUndone";
import { doubtText, kindText, saidText, statusLabel } from "../edits/words";
import { toFault } from "../errors";
import { count } from "../format";
import { iso, t } from "../i18n.svelte";
import { detail } from "../state/detail.svelte";
import { outbox } from "../state/outbox.svelte";
import { Proposal } from "../state/proposal.svelte";
import { session } from "../state/session.svelte";
import { ui } from "../state/ui.svelte";
import { undo, type Undoable } from "../state/undo.svelte";

/** All statuses of all shops: edits of several shops are named by the first that has them. */
const allStatuses = (): StatusLabel[] => session.shops.flatMap((shop) => shop.statuses);

/** What is said of edits that were entered: one in full, several by their first. */
function said(proposal: Proposal, entered: EditsEntered[]): string {
  const first = entered[0]?.edits[0];
  const shop = first ? session.shopsById.get(first.shop) : undefined;
  const statuses = shop?.statuses ?? allStatuses();
  const currency = detail.view?.order.currency ?? "";
  const texts = proposal.edits.map((edit) => saidText(edit, statuses, currency));
  const orders = entered[0]?.edits.length ?? 0;
  if (orders === 1) return texts.join(". ");
  return `${texts[0] ?? ""} · ${t("orders-count", { n: orders, written: count(orders) })}`;
}

/** Tells what was entered, offers to take it back, and shows how it goes where it is many. */
export function announce(proposal: Proposal, entered: EditsEntered[]): void {
  const done = entered.filter((one) => one.edits.length > 0);
  const first = done[0];
  if (!first) return;
  const text = said(proposal, done);
  const tells = proposal.warned.filter((one) => one.weight === "tells").map((one) => doubtText(one.doubt, ""));
  const refused = new Set(done.flatMap((one) => one.refused.map((order) => order.id))).size;
  if (refused > 0) tells.push(t("orders-left-out", { n: refused, written: count(refused) }));
  const entry: Undoable = { batches: done.map((one) => one.batch), edits: done.reduce((n, one) => n + one.edits.length, 0), text, toast: null, back: reverse(done) };
  const action = { label: t("undo"), run: () => void takeBack(entry) };
  entry.toast = ui.say(text, action, { detail: tells.join(" "), counts: proposal.undoS > 0 });
  undo.push(entry);
  if (detail.id !== null && proposal.ids.includes(detail.id)) void detail.read();
  if (first.edits.length > 1) void outbox.watch(first.batch);
}

/** Kinds that a shop may tell its customer of. */
const TOLD: readonly Edit["kind"][] = ["set_status", "mark_paid", "refund", "add_track", "confirm_for_customer"];

/** Whether the order's shop lets its user choose who is told of an edit. */
function choosesNotice(ids: number[], edits: Edit[]): boolean {
  if (!edits.some((edit) => TOLD.includes(edit.kind))) return false;
  const shop = detail.view && ids.includes(detail.view.row.id) ? session.shopsById.get(detail.view.row.shop) : undefined;
  return shop?.capabilities.status_notice === "choosable";
}

/** Makes edits of some orders: at once where nothing is to be asked and one order is meant, else after a dialog. */
export async function propose(ids: number[], edits: Edit[]): Promise<void> {
  if (ids.length === 0 || edits.length === 0) return;
  if (ids.length > 1 || choosesNotice(ids, edits)) return ui.show({ kind: "confirm_edit", ids, edits });
  const proposal = new Proposal(ids);
  proposal.edits = edits;
  await proposal.look();
  if (proposal.fault) return ui.fail(proposal.fault);
  if (proposal.asks || proposal.refused.size > 0) return ui.show({ kind: "confirm_edit", ids, edits });
  const entered = await proposal.enter();
  if (entered) announce(proposal, entered);
  if (proposal.fault) ui.fail(proposal.fault);
  else if (!entered) ui.show({ kind: "confirm_edit", ids, edits });
}

/** Brings what shows edits up to date; where that fails, the next word of the core does. */
async function shown(): Promise<void> {
  await Promise.all([detail.read(), outbox.refresh()]).catch(() => undefined);
}

/** Offers what undoes an edit that is at the shop already: an edit as any other. */
function wayBack({ back }: Undoable): { label: string; run: () => void } | null {
  if (back === null) return null;
  const { ids, edit } = back;
  const label = edit.kind === "set_status" ? t("set-back", { status: iso(statusLabel(edit.status, allStatuses())) }) : t("restore-order");
  return { label, run: () => void propose(ids, [edit]) };
}

/** The edit that undoes others once they took place: the status that one order had, the way out of the bin. */
function reverse(entered: EditsEntered[]): Undoable["back"] {
  const edits = entered.flatMap((one) => one.edits);
  const ids = edits.flatMap((edit) => edit.order_id ?? []);
  const [first, ...others] = edits;
  if (first?.edit.kind === "trash") return { ids, edit: { kind: "restore" } };
  if (first?.edit.kind !== "set_status" || others.length > 0) return null;
  return { ids, edit: { kind: "set_status", status: first.seen.status } };
}

/** Says what taking back came to. */
function tellUndone(entry: Undoable, { undone, too_late }: EditsUndone): void {
  if (too_late === 0) ui.say(t("undone", { what: iso(entry.text) }));
  else if (undone === 0) ui.say(t("too-late"), wayBack(entry), { detail: t("too-late-text") });
  else ui.say(t("undone-some", { undone, late: too_late }), null, { detail: t("too-late-text") });
}

/** Takes entered edits back, and says honestly what could not be. */
export async function takeBack(entry: Undoable): Promise<void> {
  try {
    if (entry.toast !== null) ui.dismiss(entry.toast);
    tellUndone(entry, await undo.take(entry));
    await Promise.all([detail.read(), outbox.look()]);
  } catch (thrown) {
    ui.fail(toFault(thrown, "edits_undo"));
  }
}

/** Takes back what was entered last. */
export function undoLast(): void {
  const entry = undo.last;
  if (entry) void takeBack(entry);
  else ui.say(t("nothing-to-undo"));
}

/** Takes one edit of the outbox back: with what was entered beside it only where its user was told of them as one. */
export async function undoOne(edit: OutboxEdit): Promise<void> {
  const entry = undo.stack.find((one) => edit.batch !== null && one.batches.includes(edit.batch));
  if (entry?.edits === 1) return takeBack(entry);
  try {
    await api.editAnswer(edit.id, { answer: "give_up" });
    ui.say(t("undone", { what: iso(kindText(edit.edit)) }));
  } catch (thrown) {
    const fault = toFault(thrown, "edit_answer");
    // It moved on before the click arrived.
    if (fault.code === "bad_input") ui.say(t("too-late"), null, { detail: t("too-late-text") });
    else ui.fail(fault);
  }
  await shown();
}

/** Decides about an edit that waits for its user. */
export async function answer(edit: OutboxEdit, decided: Answer): Promise<void> {
  try {
    await api.editAnswer(edit.id, decided);
  } catch (thrown) {
    const fault = toFault(thrown, "edit_answer");
    if (fault.code === "bad_input") ui.say(t("edit-moved-on"));
    else ui.fail(fault);
  }
  await shown();
}

/** Opens the form that corrects an edit. */
export async function change(edit: OutboxEdit, view: OrderView | null): Promise<void> {
  const wanted = edit.edit;
  if (wanted.kind !== "set_address") return ui.show({ kind: "change_edit", edit });
  if (edit.order_id === null) return;
  try {
    ui.show({ kind: "address", view: view ?? (await api.orderOpen(edit.order_id, null)), side: wanted.side, answering: edit });
  } catch (thrown) {
    ui.fail(toFault(thrown, "order_open"));
  }
}

/** Sets again what was settled and then replaced at the shop: a new edit, asked about as any other. */
export async function again(edit: OutboxEdit): Promise<void> {
  if (edit.order_id !== null) await propose([edit.order_id], [edit.edit]);
}

/** Holds everything back, or lets it go on. */
export async function pauseOutbox(paused: boolean): Promise<void> {
  try {
    await outbox.pause(paused);
  } catch (thrown) {
    ui.fail(toFault(thrown, "outbox_pause"));
  }
}

/** Tries edits at once that wait after a failure. */
export async function retryAll(edits: readonly OutboxEdit[]): Promise<void> {
  try {
    for (const edit of edits) await api.editAnswer(edit.id, { answer: "retry" });
    ui.say(t("retrying-now"));
  } catch (thrown) {
    ui.fail(toFault(thrown, "edit_answer"));
  }
  await outbox.refresh().catch(() => undefined);
}

/** Places a test order in a shop of the merchant's own. */
export async function placeTestOrder(shop: number): Promise<void> {
  try {
    const edit = await api.testOrder(shop);
    const text = t("said-place-test-order", { what: "", audience: "internal" });
    const entry: Undoable = { batches: edit.batch === null ? [] : [edit.batch], edits: 1, text, toast: null, back: null };
    entry.toast = ui.say(text, edit.batch === null ? null : { label: t("undo"), run: () => void takeBack(entry) });
    if (edit.batch !== null) undo.push(entry);
  } catch (thrown) {
    ui.fail(toFault(thrown, "test_order"));
  }
}
