// The pages of an opened list that are at hand: asked for as they come into view, a few kept, the next one ahead.
import { SvelteMap } from "svelte/reactivity";

import type { OrderRow } from "../../bindings/OrderRow";

/** Rows asked for at once. */
export const PAGE = 50;
const KEPT = 24;
const AT_ONCE = 2;

type Fetch = (offset: number, limit: number) => Promise<OrderRow[]>;

/** Rows of one opened list, by page. */
export class RowPages {
  readonly #pages = new SvelteMap<number, OrderRow[]>();
  readonly #asked = new Set<number>();
  readonly #fetch: Fetch;
  readonly #failed: (thrown: unknown) => void;
  #wanted: number[] = [];
  #closed = false;

  constructor(fetch: Fetch, failed: (thrown: unknown) => void) {
    this.#fetch = fetch;
    this.#failed = failed;
  }

  at(index: number): OrderRow | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  put(page: number, rows: OrderRow[]): void {
    this.#pages.set(page, rows);
  }

  /** The place of an order among the rows at hand; -1 where it is not. */
  indexOf(id: number): number {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }

  /** Changes one row where it is at hand. */
  update(id: number, change: (row: OrderRow) => OrderRow): void {
    const index = this.indexOf(id);
    if (index < 0) return;
    const page = Math.floor(index / PAGE);
    const rows = [...(this.#pages.get(page) ?? [])];
    const row = rows[index % PAGE];
    if (row) rows[index % PAGE] = change(row);
    this.#pages.set(page, rows);
  }

  /** Rows `first..last` are on screen: fetches what is missing of them, then the page after and the one before. */
  want(first: number, last: number, total: number): void {
    const low = Math.floor(first / PAGE);
    const high = Math.floor(Math.max(first, last - 1) / PAGE);
    const pages = [];
    for (let page = low; page <= high; page += 1) pages.push(page);
    pages.push(high + 1, low - 1);
    this.#wanted = pages.filter((page) => page >= 0 && page * PAGE < total);
    this.#pump();
  }

  /** Fetches the pages of rows `first..last` now. */
  async load(first: number, last: number): Promise<void> {
    const pages = [];
    for (let page = Math.floor(Math.max(0, first) / PAGE); page * PAGE < last; page += 1) pages.push(page);
    await Promise.all(pages.map((page) => (this.#pages.has(page) ? null : this.#get(page))));
  }

  /** Nothing more is fetched or reported. */
  close(): void {
    this.#closed = true;
  }

  #pump(): void {
    for (const page of this.#wanted) {
      if (this.#closed || this.#asked.size >= AT_ONCE) return;
      if (this.#pages.has(page) || this.#asked.has(page)) continue;
      this.#get(page).then(
        () => this.#pump(),
        (thrown: unknown) => {
          // Told once: the pages asked for beside it fail for the same reason.
          if (this.#closed) return;
          this.#closed = true;
          this.#failed(thrown);
        },
      );
    }
  }

  async #get(page: number): Promise<void> {
    this.#asked.add(page);
    try {
      const rows = await this.#fetch(page * PAGE, PAGE);
      if (this.#closed) return;
      this.#pages.set(page, rows);
      this.#forget();
    } finally {
      this.#asked.delete(page);
    }
  }

  /** Drops the pages farthest from what is on screen. */
  #forget(): void {
    const centre = this.#wanted[0] ?? 0;
    while (this.#pages.size > KEPT) {
      const far = [...this.#pages.keys()].reduce((a, b) => (Math.abs(b - centre) > Math.abs(a - centre) ? b : a));
      this.#pages.delete(far);
    }
  }
}
