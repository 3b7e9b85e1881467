// A mock core for development in a plain browser: `npm run dev`. Its orders are invented; nothing here ships.
//
// `?orders=1000000` for many, `?shops=0` for the welcome, `?theme=dark`, `?lang=nl`, `?hide=1`, `?trouble=1`,
// `?outbox=1` for edits in every state, `?offline=1` for no shop in reach, `?offline=2` for the second alone out of reach,
// `?sync=1` for a running first sync, `?live=1` for an order every few seconds, `?slow=300` for slow answers.
import type { BuiltInView } from "../../bindings/BuiltInView";
import type { Counts } from "../../bindings/Counts";
import type { Fault } from "../../bindings/Fault";
import type { ListRequest } from "../../bindings/ListRequest";
import type { OrderRow } from "../../bindings/OrderRow";
import type { SavedView } from "../../bindings/SavedView";
import type { Settings } from "../../bindings/Settings";
import type { ShopUpdateRequest } from "../../bindings/ShopUpdateRequest";
import type { SignInRequest } from "../../bindings/SignInRequest";
import type { UiEvent } from "../../bindings/UiEvent";
import type { Transport } from "../api";
import { mockActivity, mockHealth } from "./health";
import { MockOrders } from "./orders";
import { MockOutbox } from "./outbox";
import { pdf } from "./pdf";
import { parse } from "./query";
import { refundOf } from "./rules";
import { fill } from "./scenes";
import { SETTINGS, SHOPS } from "./shops";
import { probe, SIGN_IN } from "./sign-in";

const params = new URLSearchParams(location.search);
const flag = (name: string): boolean => params.has(name);

const VIEW: Record<BuiltInView, (row: OrderRow) => boolean> = {
  to_pack: (row) => row.order_state === "confirmed",
  awaiting_payment: (row) => row.payment_state === "pending",
  on_hold: (row) => row.order_state === "on_hold",
  problems: (row) => row.problem,
  shipped_today: (row) => row.fulfilment_state === "shipped" && row.placed_at.slice(0, 10) === new Date().toISOString().slice(0, 10),
  all: () => true,
};

class MockCore {
  orders = new MockOrders(Number(params.get("orders") ?? 18_204));
  shops = params.get("shops") === "0" ? [] : [...SHOPS];
  settings: Settings = {
    ...SETTINGS,
    theme: (params.get("theme") as Settings["theme"]) ?? "system",
    language: (params.get("lang") as Settings["language"]) ?? "en",
    hide_personal_data: flag("hide"),
  };
  views: SavedView[] = [
    { id: 1, name: "Bank check: unpaid, over a day", search: "-status:cancelled paid:no", view: null, place: 1 },
    { id: 2, name: "Norway, over € 100", search: "country:NO total>100", view: null, place: 2 },
    { id: 3, name: "Poland to pack", search: "country:PL", view: "to_pack", place: 3 },
  ];
  lists = new Map<number, number[]>();
  next = 1;
  heard: ((event: UiEvent) => void)[] = [];
  notes = new Set<number>();
  outbox = new MockOutbox(this.orders, (event) => this.emit(event));

  constructor() {
    const off = params.get("offline");
    for (const shop of off === null ? [] : off === "2" ? [2] : [1, 2]) this.outbox.off.add(shop);
    if (flag("outbox")) fill(this.outbox, this.orders);
    if (flag("live")) setInterval(() => this.place(), 4000);
    if (flag("sync")) setInterval(() => this.emit({ kind: "activity", shops: mockActivity(true) }), 800);
  }

  emit(event: UiEvent): void {
    for (const handler of this.heard) handler(event);
  }

  place(): void {
    this.orders.count += 1;
    this.emit({ kind: "orders", changed: [this.orders.count], removed: [] });
  }

  ids(request: Pick<ListRequest, "view" | "search" | "shop"> & Partial<ListRequest>): number[] {
    const tests = [VIEW[request.view ?? "all"], ...parse(request.search)];
    if (request.shop !== null) tests.push((row) => row.shop === request.shop);
    const plain = (request.view ?? "all") === "all" && !request.search && request.shop === null;
    const all = Array.from({ length: this.orders.count }, (_, at) => this.orders.count - at);
    const found = plain ? all : all.filter((id) => tests.every((test) => test(this.orders.row(id))));
    if (request.sort && request.sort !== "placed_at" && found.length < 50_000) this.sort(found, request.sort);
    return request.direction === "ascending" ? found.reverse() : found;
  }

  sort(ids: number[], sort: ListRequest["sort"]): void {
    const key = (id: number): string | number => {
      const row = this.orders.row(id);
      if (sort === "total") return Number(row.total.amount);
      if (sort === "pieces") return Number(row.pieces);
      return { number: row.number, customer: row.customer, status: row.status, place: row.city, shipping: row.shipping }[sort as "number"] ?? "";
    };
    ids.sort((a, b) => (key(a) > key(b) ? -1 : 1));
  }

  counts(): Counts {
    const names = Object.keys(VIEW) as BuiltInView[];
    const few = this.orders.count > 100_000;
    return {
      built_in: names.map((view) => [view, few && view !== "all" ? 42 : this.ids({ view, search: "", shop: null }).length]),
      saved: this.views.map(({ id, search, view }) => [id, few ? 7 : this.ids({ view, search, shop: null }).length]),
      unseen: 3 - this.orders.seen.size,
    };
  }

  open(request: ListRequest): unknown {
    const ids = this.ids(request);
    const list = this.next++;
    this.lists.set(list, ids);
    this.lists.delete(list - 6);
    return { list, total: ids.length, unseen: 3, rows: ids.slice(0, 50).map((id) => this.orders.row(id)) };
  }

  page(list: number, offset: number, limit: number): OrderRow[] {
    const ids = this.lists.get(list);
    if (!ids) throw { code: "bad_input", retry: "never", operation: "list_page", detail: "old list" } satisfies Fault;
    return ids.slice(offset, offset + limit).map((id) => this.orders.row(id));
  }

  openOrder(id: number): unknown {
    const fetched = this.notes.has(id);
    if (!fetched) setTimeout(() => (this.notes.add(id), this.emit({ kind: "orders", changed: [id], removed: [] })), 500);
    return this.orders.view(id, fetched);
  }

  saveView(args: { name: string; search: string; view: BuiltInView | null }): SavedView {
    parse(args.search);
    const saved = { ...args, id: 100 + this.views.length, place: 99 };
    this.views = [...this.views, saved];
    return saved;
  }

  updateShop(id: number, update: ShopUpdateRequest): unknown {
    this.shops = this.shops.map((shop) =>
      shop.id === id ? { ...shop, name: update.name ?? shop.name, slip_contact: update.slip_contact ?? shop.slip_contact } : shop,
    );
    return this.shops.find((shop) => shop.id === id);
  }

  logo(id: number, has_logo: boolean): unknown {
    this.shops = this.shops.map((shop) => (shop.id === id ? { ...shop, has_logo } : shop));
    return this.shops.find((shop) => shop.id === id);
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  answer(command: string, a: any): unknown {
    switch (command) {
      case "boot":
        return { version: "0.1.0", platform: "linux", language: this.settings.language ?? "en", settings: this.settings, shops: this.shops, views: this.views, counts: this.counts(), notices: flag("trouble") ? [{ code: "damaged_file", retry: "never", operation: "open", detail: "1 of 312 prints could not be saved" }] : [], demo: false, key_store: params.get("keystore") ?? "key_store", today: this.today(), outbox: this.outbox.counts(), outbox_paused: this.outbox.paused };
      case "list_open": return this.open(a.request);
      case "list_page": return this.page(a.list, a.offset, a.limit);
      case "list_ids": return this.lists.get(a.list) ?? [];
      case "counts": return this.counts();
      case "today": return this.today();
      case "order_open": return this.openOrder(a.id);
      case "edit_preview": return this.outbox.preview(a.ids, a.edit);
      case "edit_enter": return this.outbox.enter(a.ids, a.edit, a.notice, a.confirmed);
      case "edits_undo": return this.outbox.undo(a.batch);
      case "edit_answer": return this.outbox.answer(a.id, a.answer);
      case "outbox_open": return this.outbox.open(a);
      case "outbox_pause": return this.outbox.pause(a.paused);
      case "batch_progress": return this.outbox.progress(a.batch);
      case "refund_draft": return refundOf(this.orders.order(a.id), a);
      case "email_templates": return [{ code: "customer_invoice", title: "Factuur", description: "Bestelgegevens met een betaallink" }, { code: "customer_processing_order", title: "Bestelling in behandeling", description: "" }, { code: "customer_completed_order", title: "Bestelling afgerond", description: "" }];
      case "test_order": return this.outbox.put(this.orders.count, { kind: "place_test_order", product: null }, { shop: a.shop, batch: "test" });
      case "search_check": return parse(a.text) && null;
      case "view_save": return this.saveView(a);
      case "view_update": this.views = this.views.map((view) => (view.id === a.id ? { ...view, ...a } : view)); return null;
      case "view_delete": this.views = this.views.filter((view) => view.id !== a.id); return null;
      case "views": return this.views;
      case "sign_in_forms": return SIGN_IN;
      case "shop_probe": return probe(a.request as SignInRequest);
      case "shop_add": case "start_demo": this.shops = [...SHOPS]; return this.shops[0];
      case "shops": return this.shops;
      case "shop_test": return { facts: SHOPS[0]!.facts, faults: [], proposed_tag: "AN", fingerprint: null };
      case "shop_update": return this.updateShop(a.id, a.update);
      case "shop_remove": this.shops = this.shops.filter((shop) => shop.id !== a.id); return 18_204;
      case "shop_pick_logo": return this.logo(a.id, true);
      case "shop_clear_logo": return this.logo(a.id, false);
      case "health": return mockHealth(flag("trouble"), flag("sync"), this.shops, this.outbox.off);
      case "settings_set": return (this.settings = a.settings);
      case "printers": return [{ name: "office", description: "Office HP LaserJet", is_default: true, ready: true }, { name: "bench", description: "Zebra bench 2", is_default: false, ready: false }];
      case "slip_preview": return pdf(a.paper, a.ids.length);
      case "slip_settled": return true;
      case "slip_print": case "slip_save": case "slip_open": return { slips: a.ids.length, pages: a.ids.length, to: a.printer ?? "office", job: "office-12", missing_glyphs: [] };
      case "key_store": return "key_store";
      case "secrets_file_unlock": return "file";
      default: return null;
    }
  }

  today(): unknown {
    return [{ amount: "4812.20", currency: "EUR" }, { amount: "3120.00", currency: "NOK" }];
  }
}

/** The mock as the window reaches it. */
export function mockTransport(): Transport {
  const core = new MockCore();
  const slow = Number(params.get("slow") ?? 4);
  return {
    async invoke<T>(command: string, args?: Record<string, unknown>): Promise<T> {
      await new Promise((resolve) => setTimeout(resolve, slow));
      return structuredClone(core.answer(command, args ?? {})) as T;
    },
    listen(handler) {
      core.heard.push(handler);
      return Promise.resolve(() => undefined);
    },
  };
}
