// Everything the palette offers: the actions of the moment, then places.
import Activity from "@lucide/svelte/icons/activity";
import Columns3 from "@lucide/svelte/icons/columns-3";
import Copy from "@lucide/svelte/icons/copy";
import Download from "@lucide/svelte/icons/download";
import ExternalLink from "@lucide/svelte/icons/external-link";
import EyeOff from "@lucide/svelte/icons/eye-off";
import FileText from "@lucide/svelte/icons/file-text";
import Keyboard from "@lucide/svelte/icons/keyboard";
import ListChecks from "@lucide/svelte/icons/list-checks";
import MapPin from "@lucide/svelte/icons/map-pin";
import Pause from "@lucide/svelte/icons/pause";
import Play from "@lucide/svelte/icons/play";
import Plus from "@lucide/svelte/icons/plus";
import Printer from "@lucide/svelte/icons/printer";
import RefreshCw from "@lucide/svelte/icons/refresh-cw";
import Search from "@lucide/svelte/icons/search";
import Send from "@lucide/svelte/icons/send";
import Settings2 from "@lucide/svelte/icons/settings-2";
import Star from "@lucide/svelte/icons/star";
import StickyNote from "@lucide/svelte/icons/sticky-note";
import Store from "@lucide/svelte/icons/store";
import Sun from "@lucide/svelte/icons/sun-moon";
import Undo2 from "@lucide/svelte/icons/undo-2";
import type { Component } from "svelte";

import { addressLines, shipTo } from "../address";
import { chord } from "../chords";
import { t } from "../i18n.svelte";
import { detail } from "../state/detail.svelte";
import { orders } from "../state/orders.svelte";
import { outbox } from "../state/outbox.svelte";
import { selection } from "../state/selection.svelte";
import { session } from "../state/session.svelte";
import { ui } from "../state/ui.svelte";
import { undo } from "../state/undo.svelte";
import { BUILT_IN_VIEWS, viewText } from "../views";
import { copyNumbers, printTicked, subject, tickAll } from "./bulk";
import { goSearch, showView, toggleShop } from "./navigate";
import { pauseOutbox, undoLast } from "./edit";
import * as order from "./order";
import { bulkChanges, changeStatus, orderChanges, writeNote } from "./order-edits";
import { changeSettings } from "./settings";
import { checkNow } from "./sync";

/** One command. */
export interface Entry {
  label: string;
  icon: Component<{ size?: number | string; class?: string }>;
  run: () => void;
  keys?: string[];
  keywords?: string[];
}

/** Commands under one heading. */
export interface Group {
  textId: string;
  entries: Entry[];
}

function onOrders(): Entry[] {
  const ids = subject();
  if (ids.length === 0) return [];
  return [
    { label: ids.length > 1 ? t("print-slips") : t("print-slip"), icon: Printer, run: printTicked, keys: ["P"] },
    { label: t("slip-open"), icon: FileText, run: () => void order.openSlip(ids) },
    { label: t("slip-save"), icon: Download, run: () => void order.saveSlip(ids) },
    { label: ids.length > 1 ? t("copy-numbers") : t("copy-number"), icon: Copy, run: () => void copyNumbers(), keys: ["C"] },
  ];
}

function onOpenOrder(): Entry[] {
  const view = detail.view;
  if (!view) return [];
  const address = addressLines(shipTo(view.order.billing, view.order.shipping)).join("\n");
  return [
    { label: t("copy-address"), icon: MapPin, run: () => void order.copyText(address, "copied-address") },
    { label: t("copy-code"), icon: Copy, run: () => void order.copyText(view.row.code, "copied-code") },
    ...(view.order.admin_url
      ? [{ label: t("open-in-shop"), icon: ExternalLink, run: () => void order.openLink(view.order.admin_url) }]
      : []),
    { label: t("customer-orders"), icon: Search, run: () => order.searchCustomer(view.order) },
    { label: t("read-again"), icon: RefreshCw, run: () => void order.readAgain(view.row.id), keys: ["R"] },
  ];
}

/** Changes: of the ticked orders where there are any, else of the open one. */
function changes(): Entry[] {
  const back = undo.last;
  const last: Entry[] = back ? [{ label: t("undo-what", { what: back.text }), icon: Undo2, run: undoLast, keys: [chord("mod+Z")] }] : [];
  if (selection.ids.size > 0) {
    return [
      ...last,
      { label: t("change-status"), icon: RefreshCw, run: changeStatus, keys: ["S"] },
      { label: t("write-note"), icon: StickyNote, run: writeNote, keys: ["N"] },
      ...bulkChanges().map(({ label, icon, run, keys }) => ({ label, icon, run, keys })),
    ];
  }
  const view = ui.page === "orders" ? detail.view : null;
  return [...last, ...(view ? orderChanges(view).map(({ label, icon, run, keys }) => ({ label, icon, run, keys })) : [])];
}

function onWindow(): Entry[] {
  const settings = session.settings;
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  return [
    { label: t("search"), icon: Search, run: goSearch, keys: ["/"] },
    { label: t("check-now"), icon: RefreshCw, run: () => void checkNow(null), keys: ["F5"] },
    { label: t("key-tick-all"), icon: ListChecks, run: () => void tickAll(), keys: [chord("mod+A")] },
    {
      label: outbox.paused ? t("outbox-resume") : t("outbox-pause"),
      icon: outbox.paused ? Play : Pause,
      run: () => void pauseOutbox(!outbox.paused),
    },
    { label: t("columns"), icon: Columns3, run: () => ui.show({ kind: "columns" }) },
    {
      label: settings.hide_personal_data ? t("show-personal-data") : t("hide-personal-data"),
      icon: EyeOff,
      run: () => void changeSettings({ ...settings, hide_personal_data: !settings.hide_personal_data }),
    },
    { label: t(`theme-to-${theme}`), icon: Sun, run: () => void changeSettings({ ...settings, theme }) },
    { label: t("add-shop"), icon: Plus, run: () => ui.show({ kind: "add_shop" }) },
    { label: t("key-shortcuts"), icon: Keyboard, run: () => ui.show({ kind: "shortcuts" }), keys: ["?"] },
  ];
}

function places(): Entry[] {
  return [
    ...BUILT_IN_VIEWS.map(({ view, icon, key }) => ({
      label: t(viewText(view)),
      icon,
      run: () => showView({ kind: "built_in", view }),
      keys: ["G", key.toUpperCase()],
    })),
    ...session.views.map((view) => ({ label: view.name, icon: Star, run: () => showView({ kind: "saved", view }) })),
    ...session.shops.map((shop) => ({
      label: shop.name,
      icon: Store,
      keywords: [shop.tag],
      run: () => orders.shop !== shop.id && toggleShop(shop.id),
    })),
    { label: t("outbox"), icon: Send, run: () => ui.go("outbox"), keys: ["G", "O"] },
    { label: t("health"), icon: Activity, run: () => ui.go("health"), keys: ["G", "E"] },
    { label: t("open-shops"), icon: Store, run: () => ui.go("shops"), keys: ["G", "S"] },
    { label: t("open-settings"), icon: Settings2, run: () => ui.go("settings"), keys: [chord("mod+,")] },
  ];
}

/** The commands of the moment. */
export function commands(): Group[] {
  const groups = [
    { textId: "commands-orders", entries: [...onOrders(), ...onOpenOrder()] },
    { textId: "commands-change", entries: changes() },
    { textId: "commands-go", entries: places() },
    { textId: "commands-window", entries: onWindow() },
  ];
  return groups.filter((group) => group.entries.length > 0);
}
