// The changes an order offers, as its menu, the palette and the keys show them: one list, so that they agree.
import Ban from "@lucide/svelte/icons/ban";
import Banknote from "@lucide/svelte/icons/banknote";
import BadgeCheck from "@lucide/svelte/icons/badge-check";
import CirclePause from "@lucide/svelte/icons/circle-pause";
import Mail from "@lucide/svelte/icons/mail";
import MapPinPen from "@lucide/svelte/icons/map-pin-pen";
import MessageSquareText from "@lucide/svelte/icons/message-square-text";
import StickyNote from "@lucide/svelte/icons/sticky-note";
import Tag from "@lucide/svelte/icons/tag";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import Trash2 from "@lucide/svelte/icons/trash-2";
import Truck from "@lucide/svelte/icons/truck";
import Undo2 from "@lucide/svelte/icons/undo-2";
import UserCheck from "@lucide/svelte/icons/user-check";
import type { Component } from "svelte";

import type { EditKind } from "../../bindings/EditKind";
import type { OrderView } from "../../bindings/OrderView";
import { awaitsPayment, canRefund, isTrashed, releaseStatus, supports } from "../edits/can";
import { t } from "../i18n.svelte";
import { detail } from "../state/detail.svelte";
import { selection } from "../state/selection.svelte";
import { session } from "../state/session.svelte";
import { ui } from "../state/ui.svelte";
import { subject } from "./bulk";
import { propose } from "./edit";
import { focus } from "./navigate";

/** One change an order offers. */
export interface OrderChange {
  code: string;
  label: string;
  icon: Component<{ size?: number | string; class?: string }>;
  run: () => void;
  /** Its key, as shown. */
  keys?: string[];
  danger?: boolean;
}

/** Opens the menu of statuses of the open order, or the dialog for ticked ones. */
export function changeStatus(): void {
  if (selection.ids.size > 0) ui.show({ kind: "bulk", ids: subject(), what: "status" });
  else if (detail.view) ui.statusOpen = true;
}

/** Goes to the field for notes, or opens the dialog for ticked orders. */
export function writeNote(): void {
  if (selection.ids.size > 0) ui.show({ kind: "bulk", ids: subject(), what: "note" });
  else if (detail.view) focus("note");
}

/** Runs a change of the open order by its code, where it offers it. */
export function runChange(code: string): void {
  const view = detail.view;
  if (view) orderChanges(view).find((change) => change.code === code)?.run();
}

/** A change that ticked orders take all at once, else the open one alone. */
export function runOnSubject(kind: "mark_paid" | "trash"): void {
  if (selection.ids.size > 0) void propose(subject(), [{ kind }]);
  else runChange(kind);
}

/** What ticked orders can be given besides a status and a note: what any of the shops carries out. */
export function bulkChanges(): OrderChange[] {
  const any = (kind: EditKind): boolean => session.shops.some((shop) => supports(shop, kind));
  const run = (kind: "mark_paid" | "trash" | "restore"): (() => void) => () => void propose(subject(), [{ kind }]);
  const to = (which: "hold_status" | "cancel_status"): string | null => session.shops.map((shop) => shop.capabilities[which]).find((status) => status !== null) ?? null;
  const set = (status: string): (() => void) => () => void propose(subject(), [{ kind: "set_status", status }]);
  const [hold, cancel] = [to("hold_status"), to("cancel_status")];
  const changes: (OrderChange | false)[] = [
    any("mark_paid") && { code: "mark_paid", label: t("mark-paid"), icon: BadgeCheck, run: run("mark_paid"), keys: ["M"] },
    hold !== null && { code: "hold", label: t("put-on-hold"), icon: CirclePause, run: set(hold) },
    cancel !== null && { code: "cancel", label: t("cancel-orders"), icon: Ban, run: set(cancel), danger: true },
    any("trash") && { code: "trash", label: t("move-to-bin"), icon: Trash2, run: run("trash"), keys: ["Del"], danger: true },
    any("restore") && { code: "restore", label: t("restore-order"), icon: Undo2, run: run("restore") },
  ];
  return changes.filter((change) => change !== false);
}

/** Everything the order offers, in the order of a menu. */
export function orderChanges(view: OrderView): OrderChange[] {
  const { row, order } = view;
  const shop = session.shopsById.get(row.shop);
  const can = (kind: EditKind): boolean => supports(shop, kind);
  const ids = [row.id];
  const trashed = isTrashed(row);
  const changes: (OrderChange | false)[] = trashed ? [] : [
    can("mark_paid") && awaitsPayment(row) && { code: "mark_paid", label: t("mark-paid"), icon: BadgeCheck, run: () => void propose(ids, [{ kind: "mark_paid" }]), keys: ["M"] },
    can("confirm_for_customer") && row.order_state === "awaiting_customer" && { code: "confirm_for_customer", label: t("confirm-for-customer"), icon: UserCheck, run: () => void propose(ids, [{ kind: "confirm_for_customer" }]) },
    toStatus(view, "hold_status", { code: "hold", label: t("put-on-hold"), icon: CirclePause, keys: ["H"] }),
    release(view),
    can("set_status") && { code: "status", label: t("change-status"), icon: RefreshCw, run: changeStatus, keys: ["S"] },
    can("add_track") && { code: "track", label: t("add-tracking"), icon: Truck, run: () => ui.show({ kind: "track", view }), keys: ["T"] },
    can("add_note") && { code: "note", label: t("write-note"), icon: StickyNote, run: writeNote, keys: ["N"] },
    can("set_address") && { code: "address", label: t("edit-shipping-address"), icon: MapPinPen, run: () => ui.show({ kind: "address", view, side: "shipping" }), keys: ["E"] },
    can("set_address") && { code: "billing", label: t("edit-billing-address"), icon: MapPinPen, run: () => ui.show({ kind: "address", view, side: "billing" }) },
    can("set_customer_note") && { code: "customer_note", label: t("edit-customer-note"), icon: MessageSquareText, run: () => ui.show({ kind: "order_text", view, field: "customer_note" }) },
    can("set_reference") && { code: "reference", label: t("edit-reference"), icon: Tag, run: () => ui.show({ kind: "order_text", view, field: "reference" }) },
    can("send_email") && { code: "send_email", label: t("send-email-again"), icon: Mail, run: () => ui.show({ kind: "send_email", view }) },
    can("refund") && canRefund(order) && { code: "refund", label: t("refund"), icon: Banknote, run: () => ui.show({ kind: "refund", view }), keys: ["F"] },
    toStatus(view, "cancel_status", { code: "cancel", label: t("cancel-order"), icon: Ban, danger: true }),
    can("trash") && { code: "trash", label: t("move-to-bin"), icon: Trash2, run: () => void propose(ids, [{ kind: "trash" }]), keys: ["Del"], danger: true },
  ];
  if (trashed && can("restore")) changes.push({ code: "restore", label: t("restore-order"), icon: Undo2, run: () => void propose(ids, [{ kind: "restore" }]) });
  if (trashed && can("delete")) changes.push({ code: "delete", label: t("delete-for-good"), icon: Trash2, run: () => void propose(ids, [{ kind: "delete" }]), danger: true });
  return changes.filter((change) => change !== false);
}

/** A held order is taken up again by the status that says "to pack". */
function release(view: OrderView): OrderChange | false {
  const to = releaseStatus(view.statuses);
  if (view.row.order_state !== "on_hold" || !to || !supports(session.shopsById.get(view.row.shop), "set_status")) return false;
  return { code: "release", label: t("release-order"), icon: Undo2, run: () => void propose([view.row.id], [{ kind: "set_status", status: to.code }]) };
}

/** A change to the shop's status of a meaning; none where it has no such status, or the order has it. */
function toStatus(view: OrderView, which: "hold_status" | "cancel_status", change: Omit<OrderChange, "run">): OrderChange | false {
  const shop = session.shopsById.get(view.row.shop);
  const status = shop?.capabilities[which] ?? null;
  if (status === null || status === view.order.status || !supports(shop, "set_status")) return false;
  return { ...change, run: () => void propose([view.row.id], [{ kind: "set_status", status }]) };
}
