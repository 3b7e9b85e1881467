// Long lists on a short scroll bar.
//
// Web views stop laying out near 33 million pixels, and a million rows of 41 px are 41 million. So the list has two
// lengths: the virtual one, in which row n stands at n × row height, and the physical one of the scrolled element, which
// is never longer than `PHYSICAL_LIMIT`. Short movements (wheel, keys, touch) shift the virtual offset by the very same
// pixels, so that rows follow the finger; long ones (dragging the bar) map in proportion. What the first kind lets drift
// is put right when scrolling rests. TanStack Virtual keeps an object for each row and knows no scaling, so with rows of
// one height these few lines are both smaller and faster.

/** Longest scrolled element, in px: well below where engines break, and exact in single-precision floats. */
export const PHYSICAL_LIMIT = 8_000_000;

/** The measures of a list, in px. */
export interface Measures {
  rowHeight: number;
  count: number;
  viewport: number;
}

/** Where a list is scrolled to, in px: in the virtual length, and of the scrolled element. */
export interface Place {
  offset: number;
  physical: number;
}

export const virtualHeight = (m: Measures): number => m.count * m.rowHeight;
export const physicalHeight = (m: Measures): number => Math.min(virtualHeight(m), PHYSICAL_LIMIT);
const virtualRange = (m: Measures): number => Math.max(0, virtualHeight(m) - m.viewport);
const physicalRange = (m: Measures): number => Math.max(0, physicalHeight(m) - m.viewport);

const clamp = (value: number, max: number): number => Math.min(Math.max(0, value), max);

/** The element's scroll position that stands for a virtual offset. */
export function physicalOf(offset: number, m: Measures): number {
  const range = virtualRange(m);
  if (range === physicalRange(m)) return clamp(offset, range);
  return Math.round((clamp(offset, range) / range) * physicalRange(m));
}

/** Where the list is after its element was scrolled to `top`. */
export function scrolled(before: Place, top: number, m: Measures): Place {
  const range = virtualRange(m);
  const physical = clamp(top, physicalRange(m));
  if (range === physicalRange(m)) return { offset: physical, physical };
  if (physical === 0) return { offset: 0, physical };
  if (physical === physicalRange(m)) return { offset: range, physical };
  const moved = physical - before.physical;
  if (Math.abs(moved) <= m.viewport * 2) return { offset: clamp(before.offset + moved, range), physical };
  return { offset: (physical / physicalRange(m)) * range, physical };
}

/** The rows on screen, first included, last excluded. */
export function visible(offset: number, m: Measures): [number, number] {
  const first = Math.min(m.count, Math.floor(offset / m.rowHeight));
  return [first, Math.min(m.count, Math.ceil((offset + m.viewport) / m.rowHeight))];
}

/** The offset that brings a row into view with the least movement; `near` rows stay visible beyond it. */
export function reveal(index: number, offset: number, m: Measures, near = 1): number {
  const top = index * m.rowHeight;
  const margin = Math.min(near * m.rowHeight, Math.max(0, (m.viewport - m.rowHeight) / 2));
  if (top - margin < offset) return clamp(top - margin, virtualRange(m));
  if (top + m.rowHeight + margin > offset + m.viewport) {
    return clamp(top + m.rowHeight + margin - m.viewport, virtualRange(m));
  }
  return offset;
}
