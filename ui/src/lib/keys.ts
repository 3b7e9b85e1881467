// The keyboard of the whole window: one table, read by the handler, the palette and the list of keys.
import { checkNow } from "./actions/sync";
import { copyNumbers, printTicked, subject, tickAll } from "./actions/bulk";
import { focus, goSearch, openAt, showView, step } from "./actions/navigate";
import { undoLast } from "./actions/edit";
import { readAgain } from "./actions/order";
import { changeStatus, runChange, runOnSubject, writeNote } from "./actions/order-edits";
import { detail } from "./state/detail.svelte";
import { orders } from "./state/orders.svelte";
import { selection } from "./state/selection.svelte";
import { session } from "./state/session.svelte";
import { ui } from "./state/ui.svelte";
import { BUILT_IN_VIEWS } from "./views";

/** A key of the window. `textId` names it in the list of keys. */
export interface Key {
  /** As `event.key` says, after `mod+` or `shift+` where they are held. */
  keys: string[];
  /** As shown. */
  shown: string;
  textId: string;
  group: "list" | "order" | "edit" | "go" | "window";
  /** Works on the order list only. */
  list?: boolean;
  run: () => void;
}

const page = (): number => Math.max(1, Math.floor(orders.scroll.viewport / orders.scroll.rowHeight) - 1);

function extend(by: number): void {
  const index = Math.min(Math.max(0, orders.from + by), orders.total - 1);
  if (selection.ids.size === 0) selection.toggle(Math.max(0, orders.cursor));
  openAt(index);
  selection.extendTo(index);
}

function back(): void {
  const inOrder = document.activeElement?.closest('[data-testid="order"]');
  if (ui.page !== "orders") ui.go("orders");
  else if (inOrder) focus("list");
  else if (selection.ids.size > 0) selection.clear();
  else if (orders.typed) orders.type("");
  else detail.close();
}

function enter(): void {
  if (detail.id === null) openAt(Math.max(0, orders.cursor));
  else focus("order");
}

/** Every key. The first that fits is run. */
export const KEYS: readonly Key[] = [
  { keys: ["j", "ArrowDown"], shown: "J  ↓", textId: "key-next", group: "list", list: true, run: () => step(1) },
  { keys: ["k", "ArrowUp"], shown: "K  ↑", textId: "key-previous", group: "list", list: true, run: () => step(-1) },
  { keys: ["PageDown"], shown: "PgDn", textId: "key-page-down", group: "list", list: true, run: () => step(page()) },
  { keys: ["PageUp"], shown: "PgUp", textId: "key-page-up", group: "list", list: true, run: () => step(-page()) },
  { keys: ["Home"], shown: "Home", textId: "key-first", group: "list", list: true, run: () => openAt(0) },
  { keys: ["End"], shown: "End", textId: "key-last", group: "list", list: true, run: () => openAt(orders.total - 1) },
  { keys: ["Enter", "o"], shown: "Enter  O", textId: "key-open", group: "list", list: true, run: enter },
  { keys: ["x", " "], shown: "X", textId: "key-tick", group: "list", list: true, run: () => selection.toggle(orders.cursor) },
  { keys: ["shift+ArrowDown", "shift+J"], shown: "Shift ↓", textId: "key-extend-down", group: "list", list: true, run: () => extend(1) },
  { keys: ["shift+ArrowUp", "shift+K"], shown: "Shift ↑", textId: "key-extend-up", group: "list", list: true, run: () => extend(-1) },
  { keys: ["mod+a"], shown: "mod+A", textId: "key-tick-all", group: "list", list: true, run: () => void tickAll() },
  { keys: ["/", "mod+f"], shown: "/", textId: "key-search", group: "list", run: goSearch },
  { keys: ["p", "mod+p"], shown: "P", textId: "key-print", group: "order", list: true, run: printTicked },
  { keys: ["c"], shown: "C", textId: "key-copy-number", group: "order", list: true, run: () => subject().length > 0 && void copyNumbers() },
  { keys: ["r"], shown: "R", textId: "key-read-again", group: "order", list: true, run: () => detail.id !== null && void readAgain(detail.id) },
  { keys: ["s"], shown: "S", textId: "change-status", group: "edit", list: true, run: changeStatus },
  { keys: ["n"], shown: "N", textId: "write-note", group: "edit", list: true, run: writeNote },
  { keys: ["t"], shown: "T", textId: "add-tracking", group: "edit", list: true, run: () => runChange("track") },
  { keys: ["e"], shown: "E", textId: "edit-shipping-address", group: "edit", list: true, run: () => runChange("address") },
  { keys: ["m"], shown: "M", textId: "mark-paid", group: "edit", list: true, run: () => runOnSubject("mark_paid") },
  { keys: ["h"], shown: "H", textId: "put-on-hold", group: "edit", list: true, run: () => runChange("hold") },
  { keys: ["f"], shown: "F", textId: "refund", group: "edit", list: true, run: () => runChange("refund") },
  { keys: ["Delete", "mod+backspace"], shown: "Del", textId: "move-to-bin", group: "edit", list: true, run: () => runOnSubject("trash") },
  { keys: ["mod+z"], shown: "mod+Z", textId: "undo-last", group: "edit", run: undoLast },
  { keys: ["Escape"], shown: "Esc", textId: "key-back", group: "order", run: back },
  { keys: ["mod+k"], shown: "mod+K", textId: "key-palette", group: "window", run: () => ui.show({ kind: "palette" }) },
  { keys: ["?", "shift+?"], shown: "?", textId: "key-shortcuts", group: "window", run: () => ui.show({ kind: "shortcuts" }) },
  { keys: ["mod+r", "F5"], shown: "F5", textId: "key-check-now", group: "window", run: () => void checkNow(null) },
  { keys: ["mod+,"], shown: "mod+,", textId: "key-settings", group: "window", run: () => ui.go("settings") },
];

/** Keys after `g`: where they lead. */
export function goKeys(): { key: string; textId: string; run: () => void }[] {
  return [
    ...BUILT_IN_VIEWS.map(({ view, key }) => ({
      key,
      textId: `view-${view.replaceAll("_", "-")}`,
      run: () => showView({ kind: "built_in" as const, view }),
    })),
    { key: "o", textId: "outbox", run: () => ui.go("outbox") },
    { key: "e", textId: "health", run: () => ui.go("health") },
    { key: "s", textId: "shops", run: () => ui.go("shops") },
  ];
}

let goUntil = 0;

function named(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const shift = event.shiftKey ? "shift+" : "";
  return mod + shift + (mod ? event.key.toLowerCase() : event.key);
}

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable=true]") !== null;

/** Keys that a focused control takes for itself. */
function controlWants(event: KeyboardEvent): boolean {
  if (!(event.target instanceof HTMLElement)) return false;
  if (inField(event.target)) return true;
  const control = event.target.closest("button, a, summary, [role=menuitem], [role=menu], [role=dialog]");
  if (control && (event.key === "Enter" || event.key === " ")) return true;
  if (event.target.closest("[role=menu], [role=dialog], [role=listbox]")) return true;
  const scrolls = event.target.closest('[data-focus="order"]') !== null;
  return scrolls && ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", " "].includes(event.key);
}

function goes(event: KeyboardEvent): boolean {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && performance.now() < goUntil) {
    goUntil = 0;
    const place = goKeys().find(({ key }) => key === event.key.toLowerCase());
    const saved = session.views[Number(event.key) - 1];
    if (place) place.run();
    else if (saved) showView({ kind: "saved", view: saved });
    return place !== undefined || saved !== undefined;
  }
  if (plain && event.key === "g") {
    goUntil = performance.now() + 1500;
    return true;
  }
  return false;
}

/** A key went down anywhere in the window. */
export function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || session.phase !== "ready" || session.shops.length === 0) return;
  const name = named(event);
  const isGlobal = name === "mod+k" || (name.startsWith("mod+") && name !== "mod+a" && !inField(event.target));
  if (ui.dialog !== null && name !== "mod+k") return;
  if (!isGlobal && controlWants(event)) return;
  const key = KEYS.find((one) => one.keys.includes(name) || (name.startsWith("shift+") && one.keys.includes(event.key) && event.key.length === 1 && !/[a-z]/i.test(event.key)));
  const run = goes(event) ? () => undefined : key && (!key.list || ui.page === "orders") ? key.run : null;
  if (!run) return;
  event.preventDefault();
  run();
}
