// What the whole window shares: shops, views, counts, settings, and how the data came up.
import type { Boot } from "../../bindings/Boot";
import type { BuiltInView } from "../../bindings/BuiltInView";
import type { Counts } from "../../bindings/Counts";
import type { Fault } from "../../bindings/Fault";
import type { KeyStoreState } from "../../bindings/KeyStoreState";
import type { Language } from "../../bindings/Language";
import type { Money } from "../../bindings/Money";
import type { SavedView } from "../../bindings/SavedView";
import type { Settings } from "../../bindings/Settings";
import type { ShopView } from "../../bindings/ShopView";
import { api } from "../api";
import { forgetEarlyList } from "../early";
import { toFault } from "../errors";
import { preload, setLanguage } from "../i18n.svelte";
import { applyTheme } from "../theme";
import { orders } from "./orders.svelte";
import { outbox } from "./outbox.svelte";

/** The columns a list has where the settings name none that exist. */
export const DEFAULT_COLUMNS = ["number", "customer", "status", "shipping", "pieces", "total", "placed"];

const LANGUAGE_KEY = "shopbell-language";

class Session {
  phase = $state<"starting" | "ready" | "failed">("starting");
  fault = $state.raw<Fault | null>(null);
  shops = $state.raw<ShopView[]>([]);
  views = $state.raw<SavedView[]>([]);
  counts = $state.raw<Counts>({ built_in: [], saved: [], unseen: 0 });
  today = $state.raw<Money[]>([]);
  notices = $state.raw<Fault[]>([]);
  keyStore = $state<KeyStoreState>("key_store");
  version = $state("");
  platform = $state("linux");
  /** The system's language as the core found it: in force while the settings name none. */
  systemLanguage: Language = "en";
  settings = $state.raw<Settings>(null as unknown as Settings);

  /** The list that the first picture shows, where one is being opened for it. */
  firstList: Promise<void> | null = null;

  readonly hidden = $derived(this.phase === "ready" && this.settings.hide_personal_data);
  readonly columns = $derived(this.phase === "ready" ? this.settings.window.columns : DEFAULT_COLUMNS);
  readonly shopsById = $derived(new Map(this.shops.map((shop) => [shop.id, shop])));

  /** Reads everything the first picture needs. */
  async start(): Promise<void> {
    this.phase = "starting";
    const guess = localStorage.getItem(LANGUAGE_KEY) as Language | null;
    if (guess) preload(guess).catch(() => undefined);
    try {
      const boot = await api.boot();
      // Beside the language's texts, so that the window is built once, with its orders, and not twice.
      if (boot.shops.length > 0) this.firstList = orders.open();
      else forgetEarlyList();
      await this.adopt(boot);
      this.phase = "ready";
    } catch (thrown) {
      this.fault = toFault(thrown, "boot");
      await setLanguage(guess ?? "en").catch(() => undefined);
      this.phase = "failed";
    }
  }

  private async adopt(boot: Boot): Promise<void> {
    this.version = boot.version;
    this.platform = boot.platform;
    this.systemLanguage = boot.settings.language === null ? boot.language : browserLanguage();
    this.settings = boot.settings;
    this.shops = boot.shops;
    this.views = sorted(boot.views);
    this.counts = boot.counts;
    this.today = boot.today;
    this.notices = boot.notices;
    this.keyStore = boot.key_store;
    outbox.take(boot.outbox, boot.outbox_paused);
    applyTheme(boot.settings.theme);
    await setLanguage(boot.language);
    localStorage.setItem(LANGUAGE_KEY, boot.language);
  }

  /** Takes settings that the core now has. */
  async takeSettings(settings: Settings): Promise<void> {
    this.settings = settings;
    applyTheme(settings.theme);
    const language = settings.language ?? this.systemLanguage;
    localStorage.setItem(LANGUAGE_KEY, language);
    await setLanguage(language);
  }

  /** Changes settings: on screen at once, put back where the core refuses. */
  async change(next: Settings): Promise<void> {
    const before = this.settings;
    await this.takeSettings(next);
    try {
      await this.takeSettings(await api.settingsSet(next));
    } catch (thrown) {
      await this.takeSettings(before);
      throw toFault(thrown, "settings");
    }
  }

  async refreshCounts(): Promise<void> {
    const [counts, today] = await Promise.all([api.counts(), api.today()]);
    this.counts = counts;
    this.today = today;
  }

  async refreshShops(): Promise<void> {
    this.shops = await api.shops();
  }

  async refreshViews(): Promise<void> {
    this.views = sorted(await api.views());
    this.counts = await api.counts();
  }

  countOf(view: BuiltInView): number {
    return this.counts.built_in.find(([name]) => name === view)?.[1] ?? 0;
  }

  countOfSaved(id: number): number | null {
    return this.counts.saved.find(([saved]) => saved === id)?.[1] ?? null;
  }
}

const sorted = (views: SavedView[]): SavedView[] => [...views].sort((a, b) => a.place - b.place || a.id - b.id);

function browserLanguage(): Language {
  const primary = navigator.language.split("-")[0] ?? "en";
  if (primary === "no" || primary === "nn") return "nb";
  return (["en", "nl", "pl", "fr", "nb", "de"] as const).find((code) => code === primary) ?? "en";
}

export const session = new Session();
