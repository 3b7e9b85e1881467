// Which orders are ticked for a bulk action, by id: it survives sorting and new data.
import { SvelteSet } from "svelte/reactivity";

import { api } from "../api";
import { orders } from "./orders.svelte";

class Selection {
  readonly ids = new SvelteSet<number>();
  #anchor: number | null = null;

  has(id: number): boolean {
    return this.ids.has(id);
  }

  toggle(index: number): void {
    const row = orders.rows.at(index);
    if (!row) return;
    if (!this.ids.delete(row.id)) this.ids.add(row.id);
    this.#anchor = index;
  }

  /** Ticks everything from where ticking began to a row. */
  extendTo(index: number): void {
    this.#anchor ??= Math.max(0, orders.cursor);
    const [low, high] = index < this.#anchor ? [index, this.#anchor] : [this.#anchor, index];
    for (let at = low; at <= high; at += 1) {
      const row = orders.rows.at(at);
      if (row) this.ids.add(row.id);
    }
  }

  /** Ticks every order of the list. */
  async all(): Promise<void> {
    const request = JSON.stringify(orders.request);
    const ids = await api.listIds(orders.handle);
    // Another view or search was opened meanwhile: what was asked for is no longer what is on screen.
    if (JSON.stringify(orders.request) !== request) return;
    this.ids.clear();
    for (const id of ids) this.ids.add(id);
  }

  drop(removed: number[]): void {
    for (const id of removed) this.ids.delete(id);
  }

  clear(): void {
    this.ids.clear();
    this.#anchor = null;
  }
}

export const selection = new Selection();
