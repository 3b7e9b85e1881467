// How the shops' sync stands: what each is at, when it was last checked, what is wrong.
import type { ActivityView } from "../../bindings/ActivityView";
import type { Health } from "../../bindings/Health";
import type { ShopHealthView } from "../../bindings/ShopHealthView";
import { api } from "../api";
import { isOffline } from "../errors";

/** The colour of a shop's dot. */
export type Dot = "ok" | "busy" | "trouble" | "unknown";

class Sync {
  health = $state.raw<Health | null>(null);
  activity = $state.raw<ActivityView[]>([]);
  #pending: Promise<void> | null = null;

  readonly shops = $derived(this.health?.shops ?? []);
  /** The oldest of the last checks: what "checked 12 s ago" must not flatter. */
  readonly checkedAt = $derived.by(() => {
    const times = this.shops.map((shop) => shop.last_checked);
    if (times.length === 0 || times.some((time) => time === null)) return null;
    return (times as string[]).reduce((a, b) => (a < b ? a : b));
  });
  /** Since when no shop can be reached; `null` while one can. */
  readonly offlineSince = $derived.by(() => {
    const troubles = this.shops.map((shop) => shop.trouble);
    if (troubles.length === 0 || !troubles.every((trouble) => trouble !== null && isOffline(trouble.fault))) return null;
    return troubles.map((trouble) => trouble!.since).reduce((a, b) => (a < b ? a : b));
  });
  /** Shops in trouble other than plain unreachability of all. */
  readonly troubled = $derived(this.shops.filter((shop) => shop.trouble !== null));
  /** Rows that cannot be read, over all shops. */
  readonly quarantined = $derived(this.shops.reduce((n, shop) => n + shop.quarantined.length, 0));
  /** The first sync that is under way, with its numbers summed over shops. */
  readonly firstSync = $derived.by(() => {
    const running = this.activity.flatMap((shop) => (shop.phase.phase === "first_sync" ? [shop.phase] : []));
    if (running.length === 0) return null;
    const known = running.every((phase) => phase.total !== null);
    return {
      done: running.reduce((n, phase) => n + phase.done, 0),
      total: known ? running.reduce((n, phase) => n + (phase.total ?? 0), 0) : null,
    };
  });

  of(shop: number): ShopHealthView | undefined {
    return this.shops.find((health) => health.shop === shop);
  }

  activityOf(shop: number): ActivityView | undefined {
    return this.activity.find((activity) => activity.shop === shop) ?? this.of(shop)?.activity ?? undefined;
  }

  dotOf(shop: number): Dot {
    const health = this.of(shop);
    if (!health) return "unknown";
    if (health.trouble) return "trouble";
    const phase = this.activityOf(shop)?.phase.phase;
    return phase === "first_sync" || phase === "connecting" ? "busy" : "ok";
  }

  /** Reads the health anew; calls that come while one runs share it. */
  async refresh(): Promise<void> {
    this.#pending ??= api
      .health()
      .then((health) => {
        this.health = health;
        this.activity = health.shops.flatMap((shop) => (shop.activity ? [shop.activity] : []));
      })
      .finally(() => (this.#pending = null));
    await this.#pending;
  }
}

export const sync = new Sync();
