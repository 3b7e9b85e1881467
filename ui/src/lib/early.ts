// What the shell asked on the page's behalf before the page's own code ran (src-tauri/src/early.js): the core answers
// while the code is still being read. Each answer holds for the first question that matches, once.
import type { Boot } from "../bindings/Boot";
import type { ListOpened } from "../bindings/ListOpened";
import type { ListRequest } from "../bindings/ListRequest";

interface Early {
  boot?: Promise<Boot>;
  list?: { request: ListRequest; answer: Promise<ListOpened> };
}

const early: Early = (globalThis as { __SHOPBELL_EARLY__?: Early }).__SHOPBELL_EARLY__ ?? {};

/** The boot asked for early, once. */
export function earlyBoot(): Promise<Boot> | undefined {
  const answer = early.boot;
  delete early.boot;
  return answer;
}

/** The list asked for early, where it is the one wanted. Whatever list is opened first uses it up. */
export function earlyList(wanted: ListRequest): Promise<ListOpened> | undefined {
  const list = early.list;
  delete early.list;
  if (!list) return undefined;
  const fields = Object.keys(wanted) as (keyof ListRequest)[];
  return fields.every((field) => list.request[field] === wanted[field]) ? list.answer : undefined;
}

/** Forgets the list asked for early: nothing was connected yet, so it is empty and soon wrong. */
export function forgetEarlyList(): void {
  delete early.list;
}
