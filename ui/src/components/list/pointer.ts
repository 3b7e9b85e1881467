// The mouse in the order list: a click opens, with Ctrl or Cmd it ticks, with Shift it ticks a range.
import { openAt } from "../../lib/actions/navigate";
import { selection } from "../../lib/state/selection.svelte";

/** A click anywhere in the list; rows say which they are by `data-index`. */
export function pointed(event: MouseEvent): void {
  const target = event.target as HTMLElement;
  const row = target.closest<HTMLElement>("[data-index]");
  if (!row) return;
  const index = Number(row.dataset.index);
  if (event.shiftKey) selection.extendTo(index);
  else if (event.ctrlKey || event.metaKey || target.closest("[data-tick]")) selection.toggle(index);
  else openAt(index);
}
