// The order list on screen: which view, which search, which rows, which one is current.
//
// Nothing jumps when data arrives: a changed list is opened beside the one shown, its rows around the screen are read,
// the first visible row is looked up in it, and only then the two are exchanged and the scroll position moved by as many
// rows as came in above.
import type { BuiltInView } from "../../bindings/BuiltInView";
import type { Direction } from "../../bindings/Direction";
import type { Fault } from "../../bindings/Fault";
import type { ListOpened } from "../../bindings/ListOpened";
import type { ListRequest } from "../../bindings/ListRequest";
import type { OrderRow } from "../../bindings/OrderRow";
import type { SavedView } from "../../bindings/SavedView";
import type { Sort } from "../../bindings/Sort";
import { api } from "../api";
import { toFault } from "../errors";
import { RowPages } from "./rows";
import { ListScroll } from "./scroll.svelte";

/** Height of a row, in px. */
export const ROW_HEIGHT = 41;

/** Which view of the side bar is open. */
export type ViewKey = { kind: "built_in"; view: BuiltInView } | { kind: "saved"; view: SavedView };

const EMPTY = new RowPages(
  () => Promise.resolve([]),
  () => undefined,
);

class OrderList {
  view = $state.raw<ViewKey>({ kind: "built_in", view: "all" });
  typed = $state("");
  shop = $state<number | null>(null);
  sort = $state<Sort>("placed_at");
  direction = $state<Direction>("descending");

  readonly scroll = new ListScroll(ROW_HEIGHT);
  handle = $state(0);
  total = $state(0);
  unseen = $state(0);
  rows = $state.raw<RowPages>(EMPTY);
  /** Orders that came in above what is on screen. */
  newAbove = $state(0);
  loading = $state(true);
  fault = $state.raw<Fault | null>(null);
  searchFault = $state.raw<Fault | null>(null);
  /** Rows from the newest opening were shown at least once. */
  painted = $state(false);

  cursorId = $state<number | null>(null);
  cursor = $state(-1);

  #sequence = 0;
  #opening: Promise<void> = Promise.resolve();
  #typing: ReturnType<typeof setTimeout> | null = null;
  #refreshing = false;
  #again = false;

  readonly request: ListRequest = $derived.by(() => ({
    view: this.view.kind === "built_in" ? this.view.view : this.view.view.view,
    search: [this.view.kind === "saved" ? this.view.view.search : "", this.typed.trim()].filter(Boolean).join(" "),
    shop: this.shop,
    sort: this.sort,
    direction: this.direction,
  }));

  /** Opens the list from its top. */
  open(): Promise<void> {
    this.#opening = this.#open();
    return this.#opening;
  }

  /** Waits until the list shows what was typed and chosen last. */
  settled(): Promise<void> {
    return this.#typing === null ? this.#opening : this.open();
  }

  async #open(): Promise<void> {
    const sequence = ++this.#sequence;
    this.#cancelTyping();
    try {
      const opened = await api.listOpen(this.request);
      if (sequence !== this.#sequence) return;
      this.#exchange(opened, this.#pagesOf(opened));
      this.newAbove = 0;
      this.scroll.to(0);
      this.fault = this.searchFault = null;
      this.cursor = this.cursorId === null ? -1 : this.rows.indexOf(this.cursorId);
    } catch (thrown) {
      if (sequence !== this.#sequence) return;
      const fault = toFault(thrown, "list_open");
      if (fault.code === "bad_search") this.searchFault = fault;
      else this.fault = fault;
    } finally {
      if (sequence === this.#sequence) this.loading = false;
    }
  }

  /** Reads the list anew and keeps what is on screen where it is. */
  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#again = true;
      return;
    }
    this.#refreshing = true;
    try {
      do {
        this.#again = false;
        await this.#refreshOnce();
      } while (this.#again);
    } finally {
      this.#refreshing = false;
    }
  }

  async #refreshOnce(): Promise<void> {
    const sequence = this.#sequence;
    const stale = (): boolean => sequence !== this.#sequence;
    try {
      const opened = await api.listOpen(this.request);
      if (stale()) return;
      const pages = this.#pagesOf(opened);
      const first = this.scroll.first;
      const atTop = this.scroll.atTop;
      const anchor = atTop ? undefined : this.rows.at(first);
      const guess = atTop ? 0 : this.#insertedAbove(opened);
      // Where rows also left, the first visible one stands up to as many places higher as the list got shorter.
      const left = atTop ? 0 : Math.max(0, this.total + guess - opened.total);
      await pages.load(first + guess - left, Math.min(opened.total, this.scroll.last + guess + 2));
      if (stale()) return;
      const found = anchor ? pages.indexOf(anchor.id) : -1;
      const shift = found < 0 ? guess : found - first;
      // The user may have scrolled on while pages were read: the shift holds for wherever the list is now.
      this.#exchange(opened, pages);
      if (!atTop && shift !== 0) {
        this.scroll.to(this.scroll.offset + shift * ROW_HEIGHT);
        if (shift > 0) this.newAbove += shift;
      }
      if (this.scroll.atTop) this.newAbove = 0;
      this.fault = null;
      if (this.cursorId !== null) this.cursor = this.rows.indexOf(this.cursorId);
    } catch (thrown) {
      const fault = toFault(thrown, "list_open");
      if (!stale() && fault.code !== "bad_search") this.fault = fault;
    }
  }

  /** How many rows stand above what was the first row; a guess from totals where that is out of sight. */
  #insertedAbove(opened: ListOpened): number {
    const old = this.rows.at(0);
    const at = old ? opened.rows.findIndex((row) => row.id === old.id) : -1;
    return at >= 0 ? at : Math.max(0, opened.total - this.total);
  }

  #pagesOf(opened: ListOpened): RowPages {
    const pages = new RowPages(
      (offset, limit) => api.listPage(opened.list, offset, limit),
      (thrown) => this.#pageFailed(thrown),
    );
    pages.put(0, opened.rows);
    return pages;
  }

  #exchange(opened: ListOpened, pages: RowPages): void {
    this.rows.close();
    this.rows = pages;
    this.handle = opened.list;
    this.total = opened.total;
    this.unseen = opened.unseen;
    this.scroll.count = opened.total;
  }

  #pageFailed(thrown: unknown): void {
    const fault = toFault(thrown, "list_page");
    // The core no longer knows this list, having opened others since: open it again.
    if (fault.code === "bad_input") void this.refresh();
    else this.fault = fault;
  }

  show(view: ViewKey): void {
    this.view = view;
    this.typed = "";
    this.searchFault = null;
    void this.open();
  }

  filterShop(shop: number | null): void {
    this.shop = shop;
    void this.open();
  }

  /** The search field's text: the list follows a moment after the last key. */
  type(text: string): void {
    this.typed = text;
    this.#cancelTyping();
    this.#typing = setTimeout(() => void this.open(), 40);
  }

  #cancelTyping(): void {
    if (this.#typing !== null) clearTimeout(this.#typing);
    this.#typing = null;
  }

  sortBy(sort: Sort, direction?: Direction): void {
    const natural: Direction = sort === "placed_at" || sort === "modified_at" || sort === "total" ? "descending" : "ascending";
    const turned: Direction = this.direction === "ascending" ? "descending" : "ascending";
    this.direction = direction ?? (sort === this.sort ? turned : natural);
    this.sort = sort;
    void this.open();
  }

  /** Makes a row the current one. */
  moveTo(index: number): OrderRow | undefined {
    if (this.total === 0) return undefined;
    this.cursor = Math.min(Math.max(0, index), this.total - 1);
    this.scroll.reveal(this.cursor);
    const row = this.rows.at(this.cursor);
    this.cursorId = row?.id ?? null;
    return row;
  }

  /** The index to move from: the current row, else just before the first on screen. */
  get from(): number {
    return this.cursor >= 0 ? this.cursor : this.scroll.first - 1;
  }

  markSeen(id: number): void {
    this.rows.update(id, (row) => {
      if (row.unseen) this.unseen = Math.max(0, this.unseen - 1);
      return row.unseen ? { ...row, unseen: false } : row;
    });
  }

  toTop(): void {
    this.scroll.to(0);
    this.newAbove = 0;
  }
}

export const orders = new OrderList();
