// Orders of the mock core: made from their number alone, so that a million cost nothing until looked at.
import type { Order } from "../../bindings/Order";
import type { OrderRow } from "../../bindings/OrderRow";
import type { OrderView } from "../../bindings/OrderView";
import type { OutboxEdit } from "../../bindings/OutboxEdit";
import type { TimelineEntry } from "../../bindings/TimelineEntry";
import { grouped, isOpen, isReplaced, needsUser } from "../edits/grouping";
import { applied } from "./apply";
import { KINDS, type Kind } from "./kinds";
import { ITEMS, PEOPLE, type Person } from "./people";
import { SHOPS, STATUSES } from "./shops";

const START = Date.now();
const CARRIERS = ["DHL Parcel", "Bring Home", "Freight", "bpost", "PostNL", "Bring", "ELTA", "bpost", "InPost", "DPD"];
const CHECK = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

const cents = (n: number): string => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}`;

/** A fixed pseudo-random number below `n` for an order and a purpose. */
function pick(id: number, salt: number, n: number): number {
  let x = Math.imul(id ^ (salt * 0x9e3779b1), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) % n;
}

/** Order `age` is the `age`-th newest; ids fall as orders get older. */
export class MockOrders {
  constructor(public count: number) {}
  readonly seen = new Set<number>();
  /** Edits of an order, ended ones too. */
  editsOf: (id: number) => OutboxEdit[] = () => [];

  kind(age: number): Kind {
    if (age < KINDS.length) return KINDS[age]!;
    return pick(age, 1, 20) === 0 ? KINDS[pick(age, 2, KINDS.length)]! : KINDS[10 + (age % 6)]!;
  }

  person(age: number): Person {
    return age < PEOPLE.length ? PEOPLE[age]! : PEOPLE[pick(age, 3, PEOPLE.length)]!;
  }

  lines(age: number): number[] {
    if (age === 0) return [0, 1, 2];
    const n = age === 2 ? 7 : 1 + pick(age, 4, 4);
    return Array.from({ length: n }, (_, at) => (age + at * 3) % ITEMS.length);
  }

  placed(age: number): string {
    const minutes = age < 6 ? [0.4, 4, 11, 26, 38, 51][age]! : 51 + (age - 5) * 17 + pick(age, 5, 9);
    return new Date(START - minutes * 60_000).toISOString();
  }

  /** The row with its edits made. */
  row(id: number): OrderRow {
    const row = this.#row(id);
    const edits = this.editsOf(id);
    if (edits.length === 0) return row;
    const order = this.order(id);
    const open = edits.filter((edit) => isOpen(edit.state));
    return {
      ...row,
      status: order.status,
      status_label: STATUSES.find((label) => label.code === order.status)?.label ?? order.status,
      order_state: order.states.order,
      payment_state: order.states.payment,
      fulfilment_state: order.states.fulfilment,
      city: order.shipping.city,
      country: order.shipping.country,
      edits: open.length,
      edit_state: grouped(open)[0]?.state ?? null,
      problem: row.problem || open.some((edit) => needsUser(edit.state)),
    };
  }

  /** The order with its edits made. */
  order(id: number): Order {
    const made = this.editsOf(id).filter((edit) => ["pending", "sending", "checking", "asks", "settled"].includes(edit.state));
    return made.reduce((order, { edit }) => applied(order, edit), this.#order(id));
  }

  #row(id: number): OrderRow {
    const age = this.count - id;
    const [status, order_state, payment_state, fulfilment_state] = this.kind(age);
    const person = this.person(age);
    const shop = pick(age, 6, 4) === 0 && age > 1 ? 2 : 1;
    const number = shop === 2 ? `M-${2200 + Math.floor((id % 100_000) / 4)}` : String(Math.max(1, 10_482 - age));
    const lines = this.lines(age);
    const pieces = age === 0 ? 4 : lines.length;
    const total = age === 0 ? 12_840 : lines.reduce((sum, at) => sum + ITEMS[at]![3], 595);
    return {
      id,
      shop,
      native_id: String(id),
      number,
      code: `${SHOPS[shop - 1]!.tag}-${number.replace("M-", "")}-${CHECK[pick(id, 7, 37)]}`,
      customer: person[0],
      company: person[1],
      city: person[4],
      country: person[5],
      status,
      status_label: STATUSES.find((label) => label.code === status)?.label ?? status,
      order_state,
      payment_state,
      fulfilment_state,
      shipping: CARRIERS[age % CARRIERS.length]!,
      pieces: String(pieces),
      total: { amount: cents(shop === 2 ? total * 11 : total), currency: shop === 2 ? "NOK" : "EUR" },
      placed_at: this.placed(age),
      modified_at: this.placed(age),
      unseen: age < 3 && !this.seen.has(id),
      has_note: age === 0 || pick(age, 8, 6) === 0,
      problem: payment_state === "failed",
      printed: order_state === "complete",
      edits: 0,
      edit_state: null,
    };
  }

  #order(id: number): Order {
    const row = this.#row(id);
    const age = this.count - id;
    const [name, company, street, postcode, city, country, phone] = this.person(age);
    const [first, ...rest] = name.split(" ");
    const address = {
      first_name: first ?? "",
      last_name: rest.join(" "),
      company,
      line_1: street,
      line_2: "",
      postcode,
      city,
      region: "",
      country,
      phone,
      email: `klant${pick(age, 9, 900)}@example.test`,
    };
    const factor = row.shop === 2 ? 11 : 1;
    const lines = this.lines(age).map((at, index) => {
      const item = ITEMS[at]!;
      const quantity = age === 0 && index === 0 ? 2 : 1;
      const gross = item[3] * quantity * factor;
      const tax = Math.round((gross * 23) / 123);
      return {
        native_id: String(index + 1),
        product: String(at + 1),
        variation: null,
        sku: item[2],
        name: item[0],
        attributes: item[1].map(([label, value]) => ({ label, value })),
        quantity: String(quantity),
        unit_price: cents(Math.round((gross - tax) / quantity)),
        subtotal: cents(gross - tax),
        total: cents(gross - tax),
        tax: cents(tax),
        picture: null,
      };
    });
    const shipTax = age === 0 ? 187 : 0;
    const partly = age === 4;
    return {
      native_id: row.native_id,
      number: row.number,
      status: row.status,
      states: { order: row.order_state, payment: row.payment_state, fulfilment: row.fulfilment_state },
      status_known: row.status !== "at-laser",
      currency: row.total.currency,
      prices_include_tax: row.shop === 1,
      totals: {
        goods: "97.00",
        discount: age === 4 ? "5.00" : "0.00",
        shipping: "8.13",
        fees: "0.00",
        tax: "24.01",
        total: row.total.amount,
        refunded: partly ? "18.50" : row.payment_state === "refunded" ? row.total.amount : "0.00",
      },
      placed_at: row.placed_at,
      modified_at: row.modified_at,
      paid_at: row.payment_state === "paid" ? row.placed_at : null,
      completed_at: row.order_state === "complete" ? row.placed_at : null,
      customer: { native_id: "77", name: company || name },
      billing: address,
      shipping: age === 2 ? { ...address, line_1: "Lagerweg 4, Tor 2", phone: "" } : address,
      payment_method: { code: "ideal", title: "iDEAL" },
      transaction_id: "tr_5B8cwPMGnU",
      customer_note: row.has_note ? "Please no plastic, it is a gift." : "",
      reference: "",
      origin: "checkout",
      lines,
      shipping_lines: [
        { method: { code: "flat_rate", title: row.shipping }, total: age === 0 ? "8.13" : "5.95", tax: cents(shipTax) },
      ],
      fees: age === 2 ? [{ name: "Freight surcharge", total: "25.00", tax: "0.00" }] : [],
      coupons: age === 4 ? [{ code: "WELKOM5", discount: "5.00" }] : [],
      taxes: [{ label: "VAT", rate_percent: "23", tax: "22.14", shipping_tax: "1.87" }],
      refunds: partly
        ? [
            {
              native_id: "9001",
              amount: "18.50",
              reason: "Mug broken in transit",
              created_at: row.placed_at,
              through_gateway: true,
              lines: [{ line: "1", name: "Stoneware mug", sku: "SM-ASH", quantity: "1", total: "15.04", tax: "3.46" }],
            },
          ]
        : [],
      tracks: [],
      admin_url: `https://atelier-noord.example/wp-admin/admin.php?page=wc-orders&id=${id}`,
      native_fields: [
        { key: "_delivery_date", value: "2026-11-24" },
        { key: "gift", value: '{"wrap":true,"card":null}' },
      ],
    };
  }

  timeline(id: number, order: Order): TimelineEntry[] {
    const at = (minutes: number): string => new Date(Date.parse(order.placed_at) + minutes * 60_000).toISOString();
    const amount = { amount: order.totals.total, currency: order.currency };
    const entries: TimelineEntry[] = [{ at: at(0), what: { kind: "placed", origin: order.origin } }];
    if (order.paid_at) entries.push({ at: at(0.6), what: { kind: "paid", method: "iDEAL", amount } });
    entries.push({ at: at(0.8), what: { kind: "seen", event: { kind: "rang" } } });
    if (this.count - id < 3) {
      const note = { native_id: "1", author: "Sanne", text: "Customer rang: leave with neighbour at 14b.", created_at: at(3) };
      entries.push({ at: at(3), what: { kind: "note", note: { ...note, kind: "internal" } } });
    }
    if (order.refunds[0]) {
      const refunded = { amount: "18.50", currency: order.currency };
      entries.push({ at: at(9), what: { kind: "refunded", amount: refunded, reason: order.refunds[0].reason } });
    }
    if (order.states.fulfilment === "shipped") {
      const url = "https://track.example/3SABC";
      entries.push({ at: at(50), what: { kind: "tracked", carrier: "PostNL", number: "3SABCD123456789", url } });
      entries.push({ at: at(51), what: { kind: "completed" } });
      entries.push({ at: at(52), what: { kind: "seen", event: { kind: "printed", printer: "Zebra bench 2", copies: 1 } } });
    }
    for (const edit of this.editsOf(id)) {
      if (isOpen(edit.state)) entries.push({ at: edit.entered_at, what: { kind: "edit", edit } });
      else if (edit.state === "settled" && edit.edit.kind === "add_note") {
        const note = { native_id: String(edit.id), author: "Sanne", text: edit.edit.text, created_at: edit.ended_at, kind: edit.edit.to_customer ? "to_customer" as const : "internal" as const };
        entries.push({ at: edit.ended_at, what: { kind: "note", note } });
      } else if (edit.outcome) entries.push({ at: edit.ended_at, what: { kind: "seen", event: { kind: "edited", id: edit.id, edit: edit.edit, outcome: edit.outcome } } });
    }
    return entries;
  }

  view(id: number, notesFetched: boolean): OrderView {
    this.seen.add(id);
    const order = this.order(id);
    const row = this.row(id);
    const picture = (from: string, to: string): string =>
      `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="68" height="68"><linearGradient id="g" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient><rect width="68" height="68" fill="url(#g)"/></svg>`)}`;
    return {
      row,
      order,
      edits: this.editsOf(id).filter((edit) => isOpen(edit.state) || isReplaced(edit)),
      mirror_status: null,
      timeline: this.timeline(id, order),
      notes_fetched: notesFetched,
      notes_fetched_at: notesFetched ? new Date().toISOString() : null,
      read_at: new Date().toISOString(),
      products: this.lines(this.count - id).map((at) => ({
        native_id: String(at + 1),
        parent: null,
        name: ITEMS[at]![0],
        sku: ITEMS[at]![2],
        gtin: "",
        picture: null,
        weight: "0.35",
        stock: ITEMS[at]![4],
        bin: ITEMS[at]![5],
        modified_at: null,
      })),
      customer_orders: 1 + (id % 5),
      statuses: STATUSES,
      time_zone: row.shop === 1 ? "Europe/Amsterdam" : "+01:00",
      pictures: Object.fromEntries(
        this.lines(this.count - id)
          .map((at, index) => [String(index + 1), picture(ITEMS[at]![6], ITEMS[at]![7])] as const)
          .filter((_, index) => index !== 3),
      ),
      neighbours: [id < this.count ? id + 1 : null, id > 1 ? id - 1 : null],
    };
  }
}
