// An outbox with an edit in each state: `?outbox=1`.
import type { Conflict } from "../../bindings/Conflict";
import type { Fault } from "../../bindings/Fault";
import type { MockOrders } from "./orders";
import type { MockOutbox } from "./outbox";

const fault = (code: Fault["code"], detail: string): Fault => ({ code, retry: "later", operation: "write order", detail });
const before = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

export function fill(outbox: MockOutbox, orders: MockOrders): void {
  const newest = orders.count;
  const base = { ...orders.order(newest).shipping, phone: "", email: "" };
  const address: Conflict = {
    field: { field: "address", side: "shipping" },
    base: { type: "address", value: base },
    ours: { type: "address", value: { ...base, line_1: "ul. Długa 14/5" } },
    theirs: { type: "address", value: { ...base, line_1: "ul. Krótka 2", postcode: "31-149" } },
  };
  outbox.put(newest, { kind: "set_address", side: "shipping", address: { ...base, line_1: "ul. Długa 14/5" } }, { state: "conflict", entered_at: before(12), attempts: 0, outcome: { outcome: "conflict", conflict: address } });
  outbox.put(newest - 1, { kind: "add_note", text: "Parcel comes on Tuesday.", to_customer: true }, { state: "unsure", entered_at: before(31), attempts: 1, outcome: { outcome: "unsure", fault: fault("connection_lost", "reset by peer after 31 s") } });
  outbox.put(newest - 2, { kind: "set_status", status: "completed" }, { state: "asks", entered_at: before(1700), outcome: { outcome: "asks", question: { question: "late" } } });
  outbox.put(newest - 3, { kind: "add_track", track: { carrier: "bpost", number: "32320000000000", url: null, shipped_at: null } }, { state: "failed", entered_at: before(44), attempts: 1, outcome: { outcome: "failed", fault: fault("refused", "rest_no_route: No route was found matching the URL and request method.") } });
  outbox.put(newest - 4, { kind: "set_reference", text: "PO-7731" }, { attempts: 3, entered_at: before(9), not_before: before(-6), outcome: { outcome: "retrying", fault: fault("server_error", "502") } });
  outbox.put(newest - 5, { kind: "mark_paid" }, { state: "checking", attempts: 1, entered_at: before(1), attempted_at: before(1), not_before: before(-1), outcome: { outcome: "lost", fault: fault("timed_out", "") } });
  const note: Conflict = { field: { field: "reference" }, base: { type: "text", value: "" }, ours: { type: "text", value: "PO-12" }, theirs: { type: "text", value: "Anna 14:00" } };
  outbox.put(newest - 6, { kind: "set_reference", text: "PO-12" }, { state: "settled", attempts: 1, entered_at: before(90), ended_at: before(88), outcome: { outcome: "replaced", conflict: note } });
}
