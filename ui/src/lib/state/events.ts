// What the core tells, brought to where it shows. Bursts are gathered: a first sync sends many events a second, and the
// window reads anew at most every `REST_MS`.
import type { UiEvent } from "../../bindings/UiEvent";
import { listen } from "../api";
import { detail } from "./detail.svelte";
import { orders } from "./orders.svelte";
import { outbox } from "./outbox.svelte";
import { selection } from "./selection.svelte";
import { session } from "./session.svelte";
import { sync } from "./sync.svelte";
import { ui } from "./ui.svelte";

const REST_MS = 400;
const HEALTH_MS = 10_000;

/** Runs at once, then at most every `REST_MS`, the last call never lost. */
export function gathered(work: () => Promise<unknown>): () => void {
  let busy = false;
  let again = false;
  const run = async (): Promise<void> => {
    busy = true;
    again = false;
    await work().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    busy = false;
    if (again) void run();
  };
  return () => {
    if (busy) again = true;
    else void run();
  };
}

const refreshOrders = gathered(() => Promise.all([orders.refresh(), session.refreshCounts()]));
const refreshHealth = gathered(() => sync.refresh());
const refreshOutbox = gathered(() => outbox.refresh());
const refreshShops = gathered(() => session.refreshShops());
const refreshViews = gathered(() => session.refreshViews());

/** Reads anew what may have changed before events were heard. */
export const catchUp = refreshOrders;

/** Brings an order up wherever the window is: a click on its notification, a link. */
export function bringUp(id: number): void {
  ui.show(null);
  ui.go("orders");
  orders.cursorId = id;
  orders.cursor = orders.rows.indexOf(id);
  if (orders.cursor >= 0) orders.scroll.reveal(orders.cursor);
  detail.open(id);
}

/** Nothing named: events were lost, or another process wrote, and everything shown is read again. */
const missed = (event: UiEvent & { kind: "orders" }): boolean => event.changed.length + event.removed.length === 0;

function heard(event: UiEvent): void {
  switch (event.kind) {
    case "orders":
      selection.drop(event.removed);
      if (missed(event)) refreshOutbox();
      if (detail.id !== null && event.removed.includes(detail.id)) detail.close();
      else if (detail.id !== null && (missed(event) || event.changed.includes(detail.id))) void detail.read();
      return refreshOrders();
    case "activity":
      sync.activity = event.shops;
      return;
    case "health":
      return refreshHealth();
    case "shops":
      refreshHealth();
      return refreshShops();
    case "views":
      return refreshViews();
    case "settings":
      void session.takeSettings(event.settings);
      return;
    case "outbox":
      return outbox.take(event.counts, event.paused);
    case "open_order":
      return bringUp(event.id);
    case "bell":
      return;
  }
}

/** Hears events until the returned function is called. */
export async function start(): Promise<() => void> {
  const unlisten = await listen(heard);
  // A check that found nothing new need not be told by an event, and another process may do the syncing.
  const timer = setInterval(() => {
    if (!document.hidden && session.phase === "ready" && session.shops.length > 0) refreshHealth();
  }, HEALTH_MS);
  return () => {
    clearInterval(timer);
    unlisten();
  };
}
