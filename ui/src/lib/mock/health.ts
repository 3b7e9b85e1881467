// Health and activity of the mock core.
import type { ActivityView } from "../../bindings/ActivityView";
import type { Health } from "../../bindings/Health";
import type { ShopView } from "../../bindings/ShopView";

let read = 3400;

export function mockActivity(running: boolean): ActivityView[] {
  read = Math.min(18_204, read + 140);
  return [
    {
      shop: 1,
      phase: running ? { phase: "first_sync", done: read, total: 18_204 } : { phase: "idle", next_check_at: null },
      connections: 2,
      notes_left: running ? 210 : 0,
    },
    { shop: 2, phase: { phase: "auditing", done: 1200, total: 2207 }, connections: 1, notes_left: 0 },
  ];
}

const before = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

export function mockHealth(trouble: boolean, running: boolean, shops: ShopView[], off: ReadonlySet<number> = new Set()): Health {
  const activity = mockActivity(running);
  return {
    shops: shops.map((shop, at) => ({
      shop: shop.id,
      tag: shop.tag,
      name: shop.name,
      orders: at === 0 ? 15_997 : 2207,
      last_checked: before(at === 0 ? 12 : 31),
      trouble: off.has(shop.id)
        ? { fault: { code: "unreachable", retry: "later", operation: "read orders", detail: "" }, since: before(1100), retry_at: before(-40) }
        : trouble && at === 1
          ? {
              fault: { code: "firewall", retry: "later", operation: "read orders", detail: "403, text/html, “Just a moment…”" },
              since: before(4200),
              retry_at: before(-90),
            }
          : null,
      quarantined: trouble
        ? [
            {
              feed: "orders",
              key: "10377",
              native_id: "10377",
              fault: { code: "bad_answer", retry: "later", operation: "read order", detail: "total is no number: \"12,3,4\"" },
              since: before(86_000),
              tried_at: before(600),
              attempts: 14,
            },
          ]
        : [],
      findings: trouble
        ? [
            { kind: "silent", native_id: "10411", detail: "shipping address, total", at: before(5000) },
            { kind: "deleted", native_id: "10298", detail: "", at: before(90_000) },
          ]
        : [],
      unknown_statuses: trouble && at === 0 ? [["at-laser", 14]] : [],
      notes_pending: trouble && at === 0 ? 87 : 0,
      activity: activity[at] ?? null,
    })),
    notices: [],
    data_dir: "/home/sanne/.local/share/shopbell",
  };
}
