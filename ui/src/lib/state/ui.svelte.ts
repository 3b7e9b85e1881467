// What of the window is open: the page, the dialogs, and the short messages at its foot.
import type { Fault } from "../../bindings/Fault";
import type { SavedView } from "../../bindings/SavedView";

/** What fills the window beside the side bar. */
export type Page = "orders" | "health" | "shops" | "settings";

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
  | null;

/** A short message. `fault` brings its own texts. */
export interface Toast {
  key: number;
  text: string;
  fault: Fault | null;
  action: { label: string; run: () => void } | null;
}

class Ui {
  page = $state<Page>("orders");
  dialog = $state.raw<DialogModel>(null);
  toasts = $state.raw<Toast[]>([]);
  #next = 1;

  go(page: Page): void {
    this.page = page;
  }

  show(dialog: DialogModel): void {
    this.dialog = dialog;
  }

  /** Says something for a few seconds; failures stay longer. */
  say(text: string, action: Toast["action"] = null): void {
    this.#push({ key: this.#next++, text, fault: null, action }, action ? 8000 : 3500);
  }

  fail(fault: Fault): void {
    this.#push({ key: this.#next++, text: "", fault, action: null }, 12_000);
  }

  dismiss(key: number): void {
    this.toasts = this.toasts.filter((toast) => toast.key !== key);
  }

  #push(toast: Toast, forMs: number): void {
    this.toasts = [...this.toasts.slice(-2), toast];
    setTimeout(() => this.dismiss(toast.key), forMs);
  }
}

export const ui = new Ui();
