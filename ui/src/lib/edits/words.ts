// Edits in their user's words: what is wanted, where it stands, what it came to. Kinds, states and outcomes are worded in
// edits.ftl, which the core shares.
import type { Doubt } from "../../bindings/Doubt";
import type { Edit } from "../../bindings/Edit";
import type { Field } from "../../bindings/Field";
import type { FieldValue } from "../../bindings/FieldValue";
import type { OutboxEdit } from "../../bindings/OutboxEdit";
import type { Outcome } from "../../bindings/Outcome";
import type { Question } from "../../bindings/Question";
import type { StatusLabel } from "../../bindings/StatusLabel";
import { addressLines } from "../address";
import { faultTitle } from "../errors";
import { decimal, money } from "../format";
import { iso, t } from "../i18n.svelte";

const dashed = (code: string): string => code.replaceAll("_", "-");

/** A status by its shop's own label. */
export const statusLabel = (code: string, statuses: readonly StatusLabel[]): string =>
  statuses.find((status) => status.code === code)?.label ?? code;

/** An edit's kind: "Status", "Note to the customer". */
export function kindText(edit: Edit): string {
  if (edit.kind === "add_note") return t(edit.to_customer ? "note-to-customer" : "note-internal");
  if (edit.kind === "set_status") return t("edit-field-status");
  if (edit.kind === "set_address") return t("edit-field-address", { side: edit.side });
  if (edit.kind === "set_phone") return t("edit-field-phone", { side: edit.side });
  return t(`edit-kind-${dashed(edit.kind)}`);
}

/** What an edit sets, short; empty where its kind says it all. Shop data: shown as text of its own direction. */
export function contentText(edit: Edit, statuses: readonly StatusLabel[], currency: string): string {
  switch (edit.kind) {
    case "set_status":
      return statusLabel(edit.status, statuses);
    case "add_note":
    case "set_reference":
    case "set_customer_note":
      return edit.text;
    case "set_address":
      return addressLines(edit.address).join(", ");
    case "set_phone":
      return edit.phone;
    case "set_email":
      return edit.email;
    case "add_track":
      return [edit.track.carrier, edit.track.number].filter(Boolean).join(" ");
    case "remove_track":
      return [edit.carrier, edit.number].filter(Boolean).join(" ");
    case "set_quantity":
      return `${decimal(edit.quantity)}×`;
    case "refund":
      return money({ amount: edit.refund.amount, currency });
    case "send_email":
      return edit.template;
    default:
      return "";
  }
}

/** Whether what an edit sets names the customer, and is to be hidden where personal data is. */
export const isPersonal = (edit: Edit): boolean =>
  ["add_note", "set_customer_note", "set_address", "set_phone", "set_email"].includes(edit.kind);

/** "Status set to Completed": what is said once it is entered. */
export function saidText(edit: Edit, statuses: readonly StatusLabel[], currency: string): string {
  return t(`said-${dashed(edit.kind)}`, {
    what: iso(contentText(edit, statuses, currency)),
    audience: edit.kind === "add_note" && edit.to_customer ? "customer" : "internal",
  });
}

/** Where an edit stands: "Waiting", "Needs you". */
export const stateText = (edit: Pick<OutboxEdit, "state">): string => t(`edit-state-${dashed(edit.state)}`);

/** Where an edit under way stands at a moment: held back, or counted down while its user may still change their mind. */
export function standingText(edit: OutboxEdit, paused: boolean, nowMs: number): string {
  if (edit.state === "pending" && paused) return t("edit-held-back");
  const waits = edit.state === "pending" && edit.attempts === 0 && edit.not_before !== null;
  const seconds = waits ? Math.ceil((Date.parse(edit.not_before ?? "") - nowMs) / 1000) : 0;
  return seconds > 0 && seconds < 60 ? t("edit-goes-in", { n: seconds }) : stateText(edit);
}

/** What to do about an edit that waits for its user. */
export function todoText({ state, outcome }: Pick<OutboxEdit, "state" | "outcome">): string {
  if (outcome?.outcome === "asks") return t(`edit-question-${dashed(outcome.question.question)}.todo`);
  return t(`edit-state-${dashed(state)}.todo`);
}

function questionText(question: Question, statuses: readonly StatusLabel[], currency: string): string {
  const id = `edit-question-${dashed(question.question)}`;
  if (!("before" in question)) return t(id);
  const written = (value: FieldValue): string => {
    if (value.type === "number") return money({ amount: value.value, currency });
    return valueText(value, { field: "status" }, statuses);
  };
  return t(id, { before: written(question.before), after: written(question.after) });
}

/** What an edit came to, or why it waits. Null where nothing is known beyond its state. */
export function outcomeText(outcome: Outcome | null, statuses: readonly StatusLabel[], currency: string): string | null {
  if (outcome === null) return null;
  switch (outcome.outcome) {
    case "asks":
      return questionText(outcome.question, statuses, currency);
    case "retrying":
    case "lost":
    case "failed":
    case "unsure":
      return t(`edit-outcome-${outcome.outcome}`, { fault: faultTitle(outcome.fault).replace(/\.$/, "") });
    case "impossible":
      return `${t("edit-outcome-impossible")}. ${doubtText(outcome.doubt, currency)}`;
    case "conflict":
    case "replaced":
      return t(`edit-outcome-${outcome.outcome}`, { field: fieldText(outcome.conflict.field) });
    default:
      return t(`edit-outcome-${dashed(outcome.outcome)}`);
  }
}

/** The shop's own words in a failure; empty where it gave none. */
export function faultDetail(outcome: Outcome | null): string {
  return outcome !== null && "fault" in outcome ? outcome.fault.detail : "";
}

/** A field's name. */
export function fieldText(field: Field): string {
  return t(`edit-field-${dashed(field.field)}`, { side: "side" in field ? field.side : "" });
}

/** A field's value in words; addresses are shown by their lines. */
export function valueText(value: FieldValue, field: Field, statuses: readonly StatusLabel[]): string {
  switch (value.type) {
    case "text":
      if (field.field === "presence") return t(`edit-value-${value.value}`);
      return field.field === "status" ? statusLabel(value.value, statuses) : value.value;
    case "address":
      return addressLines(value.value).join("\n");
    case "number":
      return decimal(value.value);
    case "flag":
      return t(value.value ? "edit-value-yes" : "edit-value-no");
  }
}

/** A doubt in words. */
export function doubtText(doubt: Doubt, currency: string): string {
  const left = doubt.doubt === "too_much" ? money({ amount: doubt.left, currency }) : "";
  return t(`edit-doubt-${dashed(doubt.doubt)}`, { left });
}
