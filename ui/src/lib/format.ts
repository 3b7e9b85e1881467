// Numbers, money, dates and durations as the reader's language writes them.
import type { Money } from "../bindings/Money";
import { language, t } from "./i18n.svelte";

/** The tag to format by: the reader's own region where the system names one for this language (`en-GB`). */
function tag(): string {
  const own = language();
  const regional = typeof navigator === "undefined" ? undefined : navigator.languages.find((one) => one.split("-")[0] === own);
  return regional ?? own;
}

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language()}n${JSON.stringify(options)}`;
  let format = cache.get(key) as Intl.NumberFormat | undefined;
  if (!format) {
    format = new Intl.NumberFormat(tag(), options);
    cache.set(key, format);
  }
  return format;
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()}d${JSON.stringify(options)}`;
  let format = cache.get(key) as Intl.DateTimeFormat | undefined;
  if (!format) {
    format = new Intl.DateTimeFormat(tag(), options);
    cache.set(key, format);
  }
  return format;
}

/** A decimal text for `Intl`, which reads it exactly (never by way of a float). */
const exact = (amount: string): number => amount as unknown as number;

/** An amount with its currency: `€ 128,40`. Currencies unknown to the system are written by code. */
export function money(value: Money): string {
  try {
    return numbers({ style: "currency", currency: value.currency }).format(exact(value.amount));
  } catch {
    return `${value.currency} ${decimal(value.amount)}`;
  }
}

/** A decimal text: quantities, percentages, exact. */
export function decimal(amount: string): string {
  return numbers({ maximumFractionDigits: 6 }).format(exact(amount));
}

/** A count. */
export function count(n: number): string {
  return numbers({}).format(n);
}

/** A country's name in the reader's language; the code where it is unknown. */
export function country(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames([language()], { type: "region", fallback: "code" }).of(code) ?? code;
}

const OFFSET = /^([+-])(\d\d):(\d\d)$/;

/** The instant and zone to format with: engines differ in whether they know `+02:00` as a zone. */
function inZone(at: Date, zone: string | undefined): [Date, string | undefined] {
  const offset = zone ? OFFSET.exec(zone) : null;
  if (!offset) return [at, zone || undefined];
  const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === "-" ? -1 : 1);
  return [new Date(at.getTime() + minutes * 60_000), "UTC"];
}

function write(at: Date, zone: string | undefined, options: Intl.DateTimeFormatOptions): string {
  const [instant, timeZone] = inZone(at, zone);
  try {
    return dates({ ...options, timeZone }).format(instant);
  } catch {
    return dates(options).format(at);
  }
}

/** The day of an instant in a zone, as `2026-11-22`: to tell today from yesterday. Made of parts, since what a locale
 * writes for a date differs from one engine to the next. */
function dayOf(at: Date, zone: string | undefined): string {
  const [instant, timeZone] = inZone(at, zone);
  const options: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit" };
  let parts: Intl.DateTimeFormatPart[];
  try {
    parts = days({ ...options, timeZone }).formatToParts(instant);
  } catch {
    parts = days(options).formatToParts(at);
  }
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

function days(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = options.timeZone ?? "";
  let format = dayFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", options);
    dayFormats.set(key, format);
  }
  return format;
}

/** Time of day in a zone: `14:02`. */
export function clock(at: string, zone?: string): string {
  return write(new Date(at), zone, { hour: "2-digit", minute: "2-digit" });
}

/** The whole date and time in a zone, for tooltips: `Sunday 22 November 2026 at 14:02:31 CET`. */
export function absolute(at: string, zone?: string): string {
  const offset = zone && OFFSET.test(zone);
  const text = write(new Date(at), zone, {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    ...(offset ? {} : { timeZoneName: "short" }),
  });
  return offset ? `${text} ${zone}` : text;
}

/** Day and time in a zone, near days by name: `today 14:02`, `12 Nov 14:02`, `12 Nov 2024 14:02`. */
export function dayTime(at: string, now: number, zone?: string): string {
  const when = new Date(at);
  const time = clock(at, zone);
  const day = dayOf(when, zone);
  if (day === dayOf(new Date(now), zone)) return t("time-today", { time });
  if (day === dayOf(new Date(now - 86_400_000), zone)) return t("time-yesterday", { time });
  return `${shortDate(when, now, zone)} ${time}`;
}

/** Whether an instant stands for a whole day: days without a time are kept as midnight UTC. */
export const isDay = (at: string): boolean => Date.parse(at) % 86_400_000 === 0;

/** A day kept as midnight UTC, near days by name: `today`, `12 Nov`. It is the same day in every zone; which day is today is
 * the zone's to say. */
export function dayAlone(at: string, now: number, zone?: string): string {
  const when = new Date(at);
  const day = dayOf(when, "UTC");
  if (day === dayOf(new Date(now), zone)) return t("day-today");
  if (day === dayOf(new Date(now - 86_400_000), zone)) return t("day-yesterday");
  return shortDate(when, now, "UTC");
}

function shortDate(when: Date, now: number, zone?: string): string {
  const sameYear = dayOf(when, zone).slice(0, 4) === dayOf(new Date(now), zone).slice(0, 4);
  return write(when, zone, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

/** How long ago, as short as a list row wants it: `now`, `4 min`, `5 h`, `12 Nov`. */
export function age(at: string, now: number, zone?: string): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return t("time-now");
  if (minutes < 60) return t("time-minutes", { n: minutes });
  if (minutes < 24 * 60) return t("time-hours", { n: Math.floor(minutes / 60) });
  return shortDate(new Date(at), now, zone);
}

/** How long ago to the second, for what was checked just now: `12 s`, `4 min`, `3 h`, `2 d`. */
export function ago(at: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(at)) / 1000));
  if (seconds < 60) return t("time-seconds", { n: seconds });
  if (seconds < 3600) return t("time-minutes", { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return t("time-hours", { n: Math.floor(seconds / 3600) });
  return t("time-days", { n: Math.floor(seconds / 86_400) });
}

/** An ordinal of the reader's language: `4th`, `4e`, `4.`. */
export function ordinal(n: number): string {
  return t("ordinal", { n, form: new Intl.PluralRules(language(), { type: "ordinal" }).select(n) });
}
