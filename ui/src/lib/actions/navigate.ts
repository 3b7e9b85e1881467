// Going places: views, shops, orders, a customer's other orders.
import { detail } from "../state/detail.svelte";
import { orders, type ViewKey } from "../state/orders.svelte";
import { selection } from "../state/selection.svelte";
import { bringUp } from "../state/events";
import { ui } from "../state/ui.svelte";

/** Opens a view of the side bar. */
export function showView(view: ViewKey): void {
  ui.go("orders");
  selection.clear();
  orders.show(view);
}

/** Shows one shop's orders alone, or all again. */
export function toggleShop(shop: number): void {
  ui.go("orders");
  orders.filterShop(orders.shop === shop ? null : shop);
}

/** Searches all orders. */
export function searchAll(text: string): void {
  ui.go("orders");
  orders.view = { kind: "built_in", view: "all" };
  orders.shop = null;
  orders.typed = text;
  void orders.open();
}

/** Makes a row current and opens its order, as soon as the row is at hand. */
export function openAt(index: number): void {
  const row = orders.moveTo(index);
  if (row) return detail.open(row.id);
  const { cursor, rows } = orders;
  if (orders.total === 0) return;
  void rows
    .load(cursor, cursor + 1)
    .then(() => orders.cursor === cursor && orders.rows === rows && openLoaded(cursor))
    // The list itself tells when its rows cannot be read.
    .catch(() => undefined);
}

function openLoaded(index: number): void {
  const row = orders.moveTo(index);
  if (row) detail.open(row.id);
}

/** Goes to the order before or after the open one: in the list, or where that is elsewhere, as the core says. */
export function walk(by: -1 | 1): void {
  const next = detail.view?.neighbours[by === -1 ? 0 : 1] ?? null;
  if (orders.cursor >= 0) step(by);
  else if (next !== null) bringUp(next);
}

/** Moves the current row, opening where it goes. */
export function step(by: number): void {
  openAt(orders.from + by);
}

/** Puts the focus into the list, the order, the search field or the field for notes: at once where it is there, else once it is. */
export function focus(what: "list" | "order" | "search" | "note"): void {
  const find = (): HTMLElement | null => document.querySelector(`[data-focus="${what}"]`);
  const element = find();
  if (element) element.focus({ preventScroll: true });
  else requestAnimationFrame(() => find()?.focus({ preventScroll: true }));
}

/** Goes to the search field. */
export function goSearch(): void {
  ui.go("orders");
  focus("search");
}
