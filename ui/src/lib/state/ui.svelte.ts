// What of the window is open: the page, the dialogs, and the short messages at its foot.
import type { Edit } from "../../bindings/Edit";
import type { Fault } from "../../bindings/Fault";
import type { OrderView } from "../../bindings/OrderView";
import type { OutboxEdit } from "../../bindings/OutboxEdit";
import type { SavedView } from "../../bindings/SavedView";
import type { Side } from "../../bindings/Side";

/** What fills the window beside the side bar. */
export type Page = "orders" | "outbox" | "health" | "shops" | "settings";

/** The one dialog that is open. */
export type DialogModel =
  | { kind: "print"; ids: number[] }
  | { kind: "palette" }
  | { kind: "shortcuts" }
  | { kind: "save_view"; search: string }
  | { kind: "edit_view"; view: SavedView }
  | { kind: "delete_view"; view: SavedView }
  | { kind: "add_shop" }
  | { kind: "remove_shop"; shop: number }
  | { kind: "columns" }
  | { kind: "unlock" }
  | { kind: "confirm_edit"; ids: number[]; edits: Edit[] }
  | { kind: "bulk"; ids: number[]; what: "status" | "note" }
  | { kind: "address"; view: OrderView; side: Side; answering?: OutboxEdit }
  | { kind: "refund"; view: OrderView }
  | { kind: "track"; view: OrderView }
  | { kind: "order_text"; view: OrderView; field: "customer_note" | "reference" }
  | { kind: "send_email"; view: OrderView }
  | { kind: "change_edit"; edit: OutboxEdit }
  | null;

/** A short message. `fault` brings its own texts. */
export interface Toast {
  key: number;
  text: string;
  /** More, in a second line. */
  detail: string;
  fault: Fault | null;
  action: { label: string; run: () => void } | null;
  /** Until when its action works, in ms since 1970: counted down; `null` where no such moment is known. */
  endsAt: number | null;
}

/** How long a message with something to do stays, in ms. */
const ACTION_MS = 8000;

class Ui {
  page = $state<Page>("orders");
  dialog = $state.raw<DialogModel>(null);
  toasts = $state.raw<Toast[]>([]);
  /** The open order's menu of statuses. */
  statusOpen = $state(false);
  #next = 1;

  go(page: Page): void {
    this.page = page;
  }

  show(dialog: DialogModel): void {
    this.dialog = dialog;
  }

  /** Says something for a few seconds; failures stay longer. Its key is returned. */
  say(text: string, action: Toast["action"] = null, more: { detail?: string; counts?: boolean } = {}): number {
    const forMs = action ? ACTION_MS : 3500;
    const endsAt = more.counts ? Date.now() + forMs : null;
    return this.#push({ key: this.#next++, text, detail: more.detail ?? "", fault: null, action, endsAt }, forMs);
  }

  fail(fault: Fault): void {
    this.#push({ key: this.#next++, text: "", detail: "", fault, action: null, endsAt: null }, 12_000);
  }

  dismiss(key: number): void {
    this.toasts = this.toasts.filter((toast) => toast.key !== key);
  }

  #push(toast: Toast, forMs: number): number {
    this.toasts = [...this.toasts.slice(-2), toast];
    setTimeout(() => this.dismiss(toast.key), forMs);
    return toast.key;
  }
}

export const ui = new Ui();
