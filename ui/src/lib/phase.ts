// What a shop's sync is at, in words.
import type { Phase } from "../bindings/Phase";
import { count, dayTime } from "./format";
import { t } from "./i18n.svelte";

/** The phase as the health page says it. */
export function phaseText(phase: Phase, now: number): string {
  switch (phase.phase) {
    case "first_sync":
    case "auditing": {
      const id = `phase-${phase.phase.replaceAll("_", "-")}`;
      const done = count(phase.done);
      return phase.total === null ? t(id, { done }) : t(`${id}-of`, { done, total: count(phase.total) });
    }
    case "waiting":
      return phase.until ? t("phase-waiting-until", { at: dayTime(phase.until, now) }) : t("phase-waiting");
    case "idle":
    case "connecting":
    case "checking":
      return t(`phase-${phase.phase}`);
  }
}

/** How much of a phase is done, from 0 to 1; `null` where it has no end that is known. */
export function phaseShare(phase: Phase): number | null {
  if (phase.phase !== "first_sync" && phase.phase !== "auditing") return null;
  return phase.total ? Math.min(1, phase.done / phase.total) : null;
}
