import { readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, expect, test, vi } from "vitest";

import type { Language } from "../bindings/Language";
import { absolute, age, ago, clock, count, dayAlone, dayTime, isDay, money, ordinal } from "./format";
import { setLanguage } from "./i18n.svelte";

// The texts come by way of the bundler; here they are read from the files.
vi.stubGlobal("navigator", { languages: ["en-GB"], language: "en-GB" });

const NOW = Date.parse("2026-11-22T13:30:00Z");
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");
const use = (language: Language): Promise<void> => setLanguage(language);

beforeAll(async () => {
  expect(readFileSync(join(import.meta.dirname, "../../../src-tauri/domain/locales/en/window.ftl"), "utf8")).toContain("time-now");
  await use("en");
});

test("money is written by the language, exactly, with its currency", async () => {
  expect(money({ amount: "1940.00", currency: "EUR" })).toBe("€1,940.00");
  expect(money({ amount: "12345678901234567.89", currency: "EUR" })).toBe("€12,345,678,901,234,567.89");
  await use("nl");
  expect(plain(money({ amount: "128.40", currency: "EUR" }))).toBe("€ 128,40");
  await use("nb");
  expect(plain(money({ amount: "1490", currency: "NOK" }))).toMatch(/1 490,00/);
  await use("en");
});

test("a currency that no system knows is written by its code", () => {
  expect(money({ amount: "5.00", currency: "POINTS1" })).toBe("POINTS1 5");
});

test("a day without a time is the same day everywhere, and has no hour", async () => {
  const zone = "Europe/Amsterdam";
  expect([isDay("2026-11-22T00:00:00Z"), isDay("2026-11-22T00:00:01Z"), isDay("2026-11-21T23:00:00Z")]).toEqual([true, false, false]);
  expect(dayAlone("2026-11-22T00:00:00Z", NOW, zone)).toBe("today");
  expect(dayAlone("2026-11-21T00:00:00Z", NOW, "America/New_York")).toBe("yesterday");
  expect(dayAlone("2026-11-12T00:00:00Z", NOW, "America/New_York")).toBe("12 Nov");
  expect(dayAlone("2024-01-05T00:00:00Z", NOW, zone)).toBe("5 Jan 2024");
  await use("de");
  expect(dayAlone("2026-11-22T00:00:00Z", NOW, zone)).toBe("heute");
  await use("en");
});

test("ages are short and never say the future", () => {
  const before = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
  expect([-3, 0, 4, 59, 60, 23 * 60].map((minutes) => age(before(minutes), NOW))).toEqual(["now", "now", "4 min", "59 min", "1 h", "23 h"]);
  expect(age(before(26 * 60), NOW, "Europe/Amsterdam")).toBe("21 Nov");
  expect(age("2024-01-05T10:00:00Z", NOW, "Europe/Amsterdam")).toBe("5 Jan 2024");
  expect([5, 90, 4000, 200_000].map((seconds) => ago(new Date(NOW - seconds * 1000).toISOString(), NOW))).toEqual(["5 s", "1 min", "1 h", "2 d"]);
});

test("times are the shop's, also where it has only an offset", () => {
  expect(clock("2026-11-22T13:02:00Z", "Europe/Amsterdam")).toBe("14:02");
  expect(clock("2026-11-22T13:02:00Z", "+05:30")).toBe("18:32");
  expect(clock("2026-11-22T13:02:00Z", "-03:00")).toBe("10:02");
  expect(dayTime("2026-11-22T13:02:00Z", NOW, "Europe/Amsterdam")).toBe("today 14:02");
  expect(dayTime("2026-11-21T23:30:00Z", NOW, "Europe/Amsterdam")).toBe("today 00:30");
  expect(dayTime("2026-11-21T22:30:00Z", NOW, "Europe/Amsterdam")).toBe("yesterday 23:30");
  expect(absolute("2026-11-22T13:02:31Z", "+01:00")).toMatch(/^Sunday,? 22 November 2026 at 14:02:31 \+01:00$/);
});

test("a zone that is none does not break the window", () => {
  expect(clock("2026-11-22T13:02:00Z", "Mars/Olympus")).toMatch(/^\d\d:\d\d$/);
});

test("ordinals follow the language", async () => {
  expect([1, 2, 3, 4, 11, 21].map(ordinal)).toEqual(["1st", "2nd", "3rd", "4th", "11th", "21st"]);
  await use("fr");
  expect([1, 2].map(ordinal)).toEqual(["1re", "2e"]);
  await use("en");
});

test("counts are grouped", () => {
  expect(count(18_204)).toBe("18,204");
});

test("only dates of another year name it", () => {
  expect(age("2026-01-05T10:00:00Z", NOW, "Europe/Amsterdam")).toBe("5 Jan");
  expect(age("2026-11-09T10:00:00Z", NOW)).toBe("9 Nov");
  expect(age("2025-12-31T23:30:00Z", NOW, "Europe/Amsterdam")).toBe("1 Jan");
});
