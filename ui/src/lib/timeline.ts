// What a timeline entry says and which picture stands before it.
import Banknote from "@lucide/svelte/icons/banknote";
import BellRing from "@lucide/svelte/icons/bell-ring";
import CircleCheck from "@lucide/svelte/icons/circle-check";
import Cog from "@lucide/svelte/icons/cog";
import CreditCard from "@lucide/svelte/icons/credit-card";
import Eye from "@lucide/svelte/icons/eye";
import Mail from "@lucide/svelte/icons/mail";
import Printer from "@lucide/svelte/icons/printer";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import ShoppingBag from "@lucide/svelte/icons/shopping-bag";
import StickyNote from "@lucide/svelte/icons/sticky-note";
import SquarePen from "@lucide/svelte/icons/square-pen";
import Trash2 from "@lucide/svelte/icons/trash-2";
import Truck from "@lucide/svelte/icons/truck";
import type { Component } from "svelte";

import type { Edit } from "../bindings/Edit";
import type { HistoryEvent } from "../bindings/HistoryEvent";
import type { Note } from "../bindings/Note";
import type { StatusLabel } from "../bindings/StatusLabel";
import type { TimelineKind } from "../bindings/TimelineKind";
import { contentText, isPersonal, kindText, outcomeText } from "./edits/words";
import { money } from "./format";
import { has, t } from "./i18n.svelte";

type Icon = Component<{ size?: number | string; class?: string; strokeWidth?: number | string }>;

/** An entry in words. `kind` is for tests; `copyable` and `url` belong to a parcel. */
export interface Told {
  kind: string;
  icon: Icon;
  title: string;
  about?: string;
  text?: string;
  copyable?: string;
  url?: string | null;
}

function note(value: Note): Told {
  const icon = { internal: StickyNote, to_customer: Mail, system: Cog }[value.kind];
  const title = t(`note-${value.kind.replaceAll("_", "-")}`);
  // The shop writes its own notes as "WooCommerce" or "system": that is no person to name.
  return { kind: `note-${value.kind}`, icon, title, about: value.kind === "system" ? "" : value.author, text: value.text };
}

/** An edit that has ended: what was wanted and what it came to. */
function edited(event: HistoryEvent & { kind: "edited" }, statuses: StatusLabel[], currency: string): Told {
  const content = contentText(event.edit, statuses, currency);
  const outcome = outcomeText(event.outcome, statuses, currency) ?? "";
  const personal = isPersonal(event.edit);
  const about = [personal ? "" : content, outcome].filter(Boolean).join(" · ");
  return { kind: event.kind, icon: SquarePen, title: kindText(event.edit), about, text: personal ? content : undefined };
}

function seen(event: HistoryEvent, statuses: StatusLabel[], currency: string): Told {
  const label = (code: string): string => statuses.find((status) => status.code === code)?.label ?? code;
  switch (event.kind) {
    case "first_seen":
      return { kind: event.kind, icon: Eye, title: t("event-first-seen") };
    case "status":
      return { kind: event.kind, icon: RefreshCw, title: t("event-status"), about: `${label(event.from)} → ${label(event.to)}` };
    case "rang":
      return { kind: event.kind, icon: BellRing, title: t("event-rang") };
    case "edited":
      return edited(event, statuses, currency);
    case "removed":
      return { kind: event.kind, icon: Trash2, title: t("event-removed") };
    case "printed":
      return event.printer === ""
        ? { kind: event.kind, icon: Printer, title: t("event-saved") }
        : { kind: event.kind, icon: Printer, title: t("event-printed", { copies: event.copies }), about: event.printer };
  }
}

/** Edits whose effect has an entry of its own: a note, a parcel, a refund, a new status. */
const SEEN_BY_ITSELF: readonly Edit["kind"][] = ["add_note", "add_track", "refund", "set_status"];

/** Whether an entry only repeats what another one shows: an edit that took place, beside what it made. */
export function isEcho(what: TimelineKind): boolean {
  if (what.kind !== "seen" || what.event.kind !== "edited") return false;
  return what.event.outcome.outcome === "done" && SEEN_BY_ITSELF.includes(what.event.edit.kind);
}

/** Puts an entry into words. */
export function describe(what: Exclude<TimelineKind, { kind: "edit" }>, statuses: StatusLabel[], currency: string): Told {
  switch (what.kind) {
    case "placed": {
      const origin = `origin-${what.origin.replaceAll("_", "-")}`;
      return { kind: what.kind, icon: ShoppingBag, title: t("event-placed"), about: has(origin) ? t(origin) : what.origin };
    }
    case "paid": {
      const title = what.method ? t("event-paid", { method: what.method }) : t("event-paid-plain");
      return { kind: what.kind, icon: CreditCard, title, about: money(what.amount) };
    }
    case "completed":
      return { kind: what.kind, icon: CircleCheck, title: t("event-completed") };
    case "refunded":
      return { kind: what.kind, icon: Banknote, title: t("event-refunded"), about: money(what.amount), text: what.reason };
    case "note":
      return note(what.note);
    case "tracked":
      return {
        kind: what.kind,
        icon: Truck,
        title: t("event-tracked"),
        about: [what.carrier, what.number].filter(Boolean).join(" "),
        copyable: what.number,
        url: what.url,
      };
    case "seen":
      return seen(what.event, statuses, currency);
  }
}
