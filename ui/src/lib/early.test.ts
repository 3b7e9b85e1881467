// What the shell asked before the page ran is used for the question it answers, once, and for no other.
import { beforeEach, expect, test, vi } from "vitest";

import type { ListRequest } from "../bindings/ListRequest";

const FIRST: ListRequest = { view: "all", search: "", shop: null, sort: "placed_at", direction: "descending" };
const boot = Promise.resolve({ version: "1" });
const answer = Promise.resolve({ list: 1 });

/** The module as it is when a page starts. */
async function started(asked: unknown): Promise<typeof import("./early")> {
  vi.resetModules();
  vi.stubGlobal("__SHOPBELL_EARLY__", asked);
  return import("./early");
}

beforeEach(() => vi.unstubAllGlobals());

test("each answer is given once", async () => {
  const early = await started({ boot, list: { request: FIRST, answer } });
  expect(early.earlyBoot()).toBe(boot);
  expect(early.earlyBoot()).toBeUndefined();
  expect(early.earlyList({ ...FIRST })).toBe(answer);
  expect(early.earlyList({ ...FIRST })).toBeUndefined();
});

test("another list is not taken for the one asked for, and uses it up", async () => {
  const early = await started({ boot, list: { request: FIRST, answer } });
  expect(early.earlyList({ ...FIRST, search: "zoe" })).toBeUndefined();
  expect(early.earlyList(FIRST)).toBeUndefined();
});

test("a list of nothing is forgotten", async () => {
  const early = await started({ boot, list: { request: FIRST, answer } });
  early.forgetEarlyList();
  expect(early.earlyList(FIRST)).toBeUndefined();
});

test("without a shell nothing was asked", async () => {
  const early = await started(undefined);
  expect(early.earlyBoot()).toBeUndefined();
  expect(early.earlyList(FIRST)).toBeUndefined();
});
