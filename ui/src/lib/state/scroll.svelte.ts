// A list's scroll position in rows and pixels, kept by the list's state rather than its component, so that new data can
// move it without a jump.
import { physicalHeight, physicalOf, reveal, scrolled, type Measures, visible } from "../scaled-scroll";

/** Scroll state of a list whose rows all have one height. */
export class ListScroll {
  readonly rowHeight: number;
  count = $state(0);
  viewport = $state(0);
  offset = $state(0);
  physical = $state(0);
  #element: HTMLElement | null = null;
  #rest: ReturnType<typeof setTimeout> | null = null;

  constructor(rowHeight: number) {
    this.rowHeight = rowHeight;
  }

  readonly measures: Measures = $derived.by(() => ({
    rowHeight: this.rowHeight,
    count: this.count,
    viewport: this.viewport,
  }));
  readonly height = $derived.by(() => physicalHeight(this.measures));
  readonly first = $derived.by(() => visible(this.offset, this.measures)[0]);
  readonly last = $derived.by(() => visible(this.offset, this.measures)[1]);
  readonly atTop = $derived.by(() => this.offset < this.rowHeight / 2);

  /** Where a row stands in the scrolled element, in px. */
  top(index: number): number {
    return index * this.rowHeight - this.offset + this.physical;
  }

  attach(element: HTMLElement): () => void {
    this.#element = element;
    element.scrollTop = this.physical;
    return () => (this.#element = null);
  }

  /** The element was scrolled. */
  moved(top: number): void {
    const place = scrolled({ offset: this.offset, physical: this.physical }, top, this.measures);
    this.offset = place.offset;
    this.physical = place.physical;
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#settle(), 160);
  }

  /** Puts the bar where the offset says it belongs, once scrolling rests. */
  #settle(): void {
    this.#rest = null;
    const wanted = physicalOf(this.offset, this.measures);
    if (Math.abs(wanted - this.physical) > 1) this.#place(this.offset, wanted);
  }

  #place(offset: number, physical: number): void {
    this.offset = offset;
    this.physical = physical;
    if (this.#element && Math.abs(this.#element.scrollTop - physical) >= 1) this.#element.scrollTop = physical;
  }

  /** Scrolls to an offset of the virtual length. */
  to(offset: number): void {
    const range = Math.max(0, this.count * this.rowHeight - this.viewport);
    const clamped = Math.min(Math.max(0, offset), range);
    this.#place(clamped, physicalOf(clamped, this.measures));
  }

  /** Brings a row into view with the least movement. */
  reveal(index: number): void {
    // Not measured yet: every row would seem out of sight.
    if (this.viewport === 0) return;
    const wanted = reveal(index, this.offset, this.measures);
    if (wanted !== this.offset) this.to(wanted);
  }
}
