// What was entered last, so that it can be taken back: by its message, or by Ctrl/Cmd+Z, latest first.
import type { Edit } from "../../bindings/Edit";
import { api } from "../api";
import type { EditsUndone } from "../../bindings/EditsUndone";

/** Edits that are taken back together: a changed address may be three edits, each a batch of its own. */
export interface Undoable {
  batches: string[];
  /** How many edits they are. */
  edits: number;
  /** What was said when they were entered. */
  text: string;
  /** The message that offers to take them back. */
  toast: number | null;
  /** The edit that undoes it once it is at the shop, where there is one. */
  back: { ids: number[]; edit: Edit } | null;
}

/** How many are remembered. */
const KEPT = 50;

class Undo {
  stack = $state.raw<Undoable[]>([]);

  push(entry: Undoable): void {
    this.stack = [...this.stack.slice(1 - KEPT), entry];
  }

  /** The entry that would be taken back next. */
  get last(): Undoable | null {
    return this.stack.at(-1) ?? null;
  }

  /** Takes an entry back as far as that is possible; it is forgotten whatever comes of it. */
  async take(entry: Undoable): Promise<EditsUndone> {
    this.stack = this.stack.filter((one) => one !== entry);
    const all: EditsUndone = { undone: 0, too_late: 0 };
    // The latest first: a later edit of an order may build on an earlier one.
    for (const batch of [...entry.batches].reverse()) {
      const one = await api.editsUndo(batch);
      all.undone += one.undone;
      all.too_late += one.too_late;
    }
    return all;
  }
}

export const undo = new Undo();
