// Edits in the order their user wants to see them: first what waits for a decision, the gravest on top, then what is on
// its way.
import type { EditState } from "../../bindings/EditState";
import type { OutboxCounts } from "../../bindings/OutboxCounts";
import type { OutboxEdit } from "../../bindings/OutboxEdit";

/** States that wait for their user, gravest first. */
export const NEEDS_USER: readonly EditState[] = ["conflict", "failed", "unsure", "asks"];

/** States that go on by themselves, nearest to the shop first. */
export const UNDER_WAY: readonly EditState[] = ["sending", "checking", "pending"];

/** Whether a state waits for its user. */
export const needsUser = (state: EditState): boolean => NEEDS_USER.includes(state);

/** Whether a state goes on by itself. */
export const underWay = (state: EditState): boolean => UNDER_WAY.includes(state);

/** Neither settled nor dropped. */
export const isOpen = (state: EditState): boolean => needsUser(state) || underWay(state);

/** Whether an edit can be taken back without a trace. */
export const canUndo = (edit: OutboxEdit): boolean =>
  edit.attempts === 0 && (edit.state === "pending" || edit.state === "asks");

/** Whether an edit waits after a try that certainly did nothing: it may be given up, or tried at once. */
export const isRetrying = (edit: OutboxEdit): boolean =>
  edit.state === "pending" && edit.attempts > 0 && edit.outcome?.outcome === "retrying";

/** Settled edits whose value was found replaced at the shop: reported until their user has seen it. */
export const isReplaced = (edit: OutboxEdit): boolean => edit.outcome?.outcome === "replaced";

/** How many open edits stand in the given states. */
export function countIn(counts: OutboxCounts, states: readonly EditState[]): number {
  return counts.by_state.reduce((n, [state, some]) => (states.includes(state) ? n + some : n), 0);
}

/** Edits of one state under one heading. */
export interface StateGroup {
  state: EditState;
  edits: OutboxEdit[];
}

/** Edits by state, gravest first, oldest first within; states without any are left out. */
export function grouped(edits: readonly OutboxEdit[]): StateGroup[] {
  return [...NEEDS_USER, ...UNDER_WAY].flatMap((state) => {
    const own = edits.filter((edit) => edit.state === state).sort((a, b) => a.id - b.id);
    return own.length > 0 ? [{ state, edits: own }] : [];
  });
}

const RANK: readonly EditState[] = [...NEEDS_USER, ...UNDER_WAY];

/** A batch's results with what needs its user on top, then what is under way, then what has ended. */
export function ranked<T extends { id: number; state: EditState }>(results: readonly T[]): T[] {
  const rank = (one: T): number => (RANK.includes(one.state) ? RANK.indexOf(one.state) : RANK.length);
  return [...results].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
}
