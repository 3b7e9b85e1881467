// What is done with ticked orders, and with the open one where none is ticked.
import { api } from "../api";
import { copy } from "../clipboard";
import { toFault } from "../errors";
import { t } from "../i18n.svelte";
import { detail } from "../state/detail.svelte";
import { orders } from "../state/orders.svelte";
import { selection } from "../state/selection.svelte";
import { ui } from "../state/ui.svelte";

/** The orders an action is about: the ticked ones, else the open one. */
export function subject(): number[] {
  if (selection.ids.size > 0) return [...selection.ids];
  return detail.id === null ? [] : [detail.id];
}

/** Opens the print dialog for what the action is about. */
export function printTicked(): void {
  const ids = subject();
  if (ids.length > 0) ui.show({ kind: "print", ids });
}

/** Ticks every order of the list. */
export async function tickAll(): Promise<void> {
  try {
    await selection.all();
  } catch (thrown) {
    ui.fail(toFault(thrown, "list_ids"));
  }
}

/** Copies the numbers of the ticked orders that are at hand, one a line; others are read first. */
export async function copyNumbers(): Promise<void> {
  try {
    const numbers = await numbersOf(subject());
    if (await copy(numbers.join("\n"))) ui.say(t("copied-numbers", { n: numbers.length }));
  } catch (thrown) {
    ui.fail(toFault(thrown, "copy"));
  }
}

async function numbersOf(ids: number[]): Promise<string[]> {
  const wanted = new Set(ids);
  const found = new Map<number, string>();
  if (detail.view && wanted.has(detail.view.row.id)) found.set(detail.view.row.id, detail.view.row.number);
  for (let offset = 0; found.size < wanted.size && offset < orders.total; offset += 500) {
    const rows = await api.listPage(orders.handle, offset, 500);
    for (const row of rows) if (wanted.has(row.id)) found.set(row.id, row.number);
    if (rows.length === 0) break;
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
