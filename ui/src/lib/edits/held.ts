// What keeps edits from their shop: told once above them all, so that a row says only what is true of it alone.
import type { Fault } from "../../bindings/Fault";
import type { OutboxEdit } from "../../bindings/OutboxEdit";
import type { Trouble } from "../../bindings/Trouble";
import { isOffline } from "../errors";

/** What edits of a shop wait for. */
export interface Held {
  shop: number;
  fault: Fault;
  /** Since when the shop is in trouble; `null` where only its edits tell of it. */
  since: string | null;
  /** When the shop is tried next; `null` where that is each edit's own. */
  retryAt: string | null;
}

/** Why an edit that goes on by itself is not through yet; `null` where nothing went wrong, or its state tells it. */
export const faultOf = (edit: OutboxEdit): Fault | null =>
  edit.state === "pending" && edit.outcome?.outcome === "retrying" ? edit.outcome.fault : null;

/** One cause, whichever way it showed: a shop out of reach times out here and breaks off there. */
const alike = (a: Fault, b: Fault): boolean => a.code === b.code || (isOffline(a) && isOffline(b));

/** The fault that most of some edits share; `null` where it is of one alone. */
function shared(faults: readonly Fault[]): Fault | null {
  const often = (fault: Fault): number => faults.filter((other) => alike(other, fault)).length;
  const first = faults.reduce<Fault | null>((best, fault) => (best === null || often(fault) > often(best) ? fault : best), null);
  return first !== null && often(first) > 1 ? first : null;
}

/** What holds edits under way up, by shop: its own trouble, or else what most of its edits met. */
export function heldUp(edits: readonly OutboxEdit[], troubleOf: (shop: number) => Trouble | null): Held[] {
  return [...new Set(edits.map((edit) => edit.shop))].flatMap((shop): Held[] => {
    const trouble = troubleOf(shop);
    if (trouble) return [{ shop, fault: trouble.fault, since: trouble.since, retryAt: trouble.retry_at }];
    const fault = shared(edits.flatMap((edit) => (edit.shop === shop ? (faultOf(edit) ?? []) : [])));
    return fault ? [{ shop, fault, since: null, retryAt: null }] : [];
  });
}

/** Whether an edit met something else than what holds its shop's edits up. */
export function differs(edit: OutboxEdit, held: readonly Held[]): boolean {
  const fault = faultOf(edit);
  return fault !== null && !held.some((one) => one.shop === edit.shop && alike(one.fault, fault));
}
