// The order list against a small core: what is on screen stays where it is while orders come, change and go.
import { beforeEach, expect, test, vi } from "vitest";

import type { ListRequest } from "../../bindings/ListRequest";
import type { OrderRow } from "../../bindings/OrderRow";
import { type Transport, useTransport } from "../api";
import { orders, ROW_HEIGHT } from "./orders.svelte";
import { selection } from "./selection.svelte";

class Core implements Transport {
  ids: number[] = [];
  lists = new Map<number, number[]>();
  next = 1;
  calls: string[] = [];
  requests: ListRequest[] = [];

  row = (id: number): OrderRow => ({ id, number: String(id), unseen: id > 1000 }) as unknown as OrderRow;

  invoke<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
    this.calls.push(command);
    return Promise.resolve(this.answer(command, args) as T);
  }
  answer(command: string, args: Record<string, unknown>): unknown {
    if (command === "list_open") {
      const request = args.request as ListRequest;
      this.requests.push(request);
      if (request.search === "total>x") throw { code: "bad_search", retry: "never", operation: "search", detail: '"total>x"' };
      const list = this.next++;
      const ids = request.search ? this.ids.filter((id) => String(id).includes(request.search)) : [...this.ids];
      this.lists.set(list, ids);
      this.lists.delete(list - 3);
      return { list, total: ids.length, unseen: 0, rows: ids.slice(0, 50).map(this.row) };
    }
    const ids = this.lists.get(args.list as number);
    if (!ids) throw { code: "bad_input", retry: "never", operation: command, detail: "old" };
    if (command === "list_ids") return ids;
    return ids.slice(args.offset as number, (args.offset as number) + (args.limit as number)).map(this.row);
  }
  listen(): Promise<() => void> {
    return Promise.resolve(() => undefined);
  }
}

let core: Core;

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const firstOnScreen = (): number | undefined => orders.rows.at(orders.scroll.first)?.id;

beforeEach(async () => {
  vi.useRealTimers();
  core = new Core();
  core.ids = Array.from({ length: 1000 }, (_, at) => 1000 - at);
  useTransport(core);
  orders.typed = "";
  orders.cursor = -1;
  orders.cursorId = null;
  orders.newAbove = 0;
  orders.scroll.viewport = 700;
  selection.clear();
  await orders.open();
});

test("opens with its first rows at hand", () => {
  expect(orders.total).toBe(1000);
  expect(orders.rows.at(0)?.id).toBe(1000);
  expect(orders.rows.at(49)?.id).toBe(951);
  expect(orders.rows.at(50)).toBeUndefined();
});

test("reads the pages that come into view, and the next one ahead", async () => {
  orders.rows.want(320, 338, orders.total);
  await settled();
  expect(orders.rows.at(320)?.id).toBe(680);
  expect(orders.rows.at(351)?.id).toBe(649);
});

test("keeps the first visible order in place when new ones come in above", async () => {
  orders.rows.want(300, 320, orders.total);
  await settled();
  orders.scroll.to(300 * ROW_HEIGHT + 7);
  const before = firstOnScreen();
  core.ids = [1003, 1002, 1001, ...core.ids];
  await orders.refresh();
  expect(firstOnScreen()).toBe(before);
  expect(orders.scroll.offset % ROW_HEIGHT).toBe(7);
  expect(orders.total).toBe(1003);
  expect(orders.newAbove).toBe(3);
  orders.toTop();
  expect(orders.newAbove).toBe(0);
});

test("keeps it in place when orders above it leave the view", async () => {
  orders.rows.want(100, 120, orders.total);
  await settled();
  orders.scroll.to(100 * ROW_HEIGHT);
  const before = firstOnScreen();
  core.ids = core.ids.filter((id) => id !== 990 && id !== 980);
  await orders.refresh();
  expect(firstOnScreen()).toBe(before);
  expect(orders.newAbove).toBe(0);
});

test("at the top shows what came in, and keeps the current order current", async () => {
  orders.moveTo(2);
  expect(orders.cursorId).toBe(998);
  core.ids = [1001, ...core.ids];
  await orders.refresh();
  expect(orders.rows.at(0)?.id).toBe(1001);
  expect(orders.cursor).toBe(3);
  expect(orders.cursorId).toBe(998);
});

test("opens again when the core has forgotten the list", async () => {
  await Promise.all([core.invoke("list_open", { request: { search: "" } }), core.invoke("list_open", { request: { search: "" } })]);
  await core.invoke("list_open", { request: { search: "" } });
  const opened = core.calls.filter((call) => call === "list_open").length;
  orders.rows.want(500, 518, orders.total);
  await settled();
  expect(core.calls.filter((call) => call === "list_open").length).toBe(opened + 1);
  orders.rows.want(500, 518, orders.total);
  await settled();
  expect(orders.rows.at(500)?.id).toBe(500);
  expect(orders.fault).toBeNull();
});

test("of two searches typed, the later one stands, asked for once", async () => {
  vi.useFakeTimers();
  const before = core.requests.length;
  orders.type("9");
  orders.type("99");
  await vi.advanceTimersByTimeAsync(60);
  expect(core.requests.slice(before).map((request) => request.search)).toEqual(["99"]);
  expect(orders.total).toBe(19);
});

test("a search that cannot be read is told at the field, and the rows stay", async () => {
  vi.useFakeTimers();
  orders.type("total>x");
  await vi.advanceTimersByTimeAsync(60);
  expect(orders.searchFault?.detail).toBe('"total>x"');
  expect(orders.fault).toBeNull();
  expect(orders.total).toBe(1000);
});

test("a range is ticked from where ticking began, and all by id", async () => {
  selection.toggle(3);
  selection.extendTo(6);
  expect([...selection.ids]).toEqual([997, 996, 995, 994]);
  await selection.all();
  expect(selection.ids.size).toBe(1000);
  selection.drop([1000, 999]);
  expect(selection.ids.size).toBe(998);
});

test("an order seen elsewhere loses its dot here", async () => {
  core.ids = [1001, ...core.ids];
  await orders.refresh();
  expect(orders.rows.at(0)?.unseen).toBe(true);
  orders.markSeen(1001);
  expect(orders.rows.at(0)?.unseen).toBe(false);
});
