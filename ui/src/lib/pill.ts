// The one pill a row shows: what matters most about the order to the person who packs it.
import type { OrderRow } from "../bindings/OrderRow";
import type { StatusLabel } from "../bindings/StatusLabel";

/** The tints of pills. */
export type Tone = "green" | "blue" | "amber" | "purple" | "red" | "grey";

/** A pill: a text of `trade.ftl`, or the shop's own label where the status is a plugin's. */
export interface PillModel {
  tone: Tone;
  textId: string | null;
  label: string;
}

type States = Pick<OrderRow, "order_state" | "payment_state" | "fulfilment_state">;

const id = (kind: string, code: string): string => `${kind}-state-${code.replaceAll("_", "-")}`;

function known(states: States): [Tone, string] {
  const { order_state: order, payment_state: payment, fulfilment_state: goods } = states;
  if (order === "deleted" || order === "draft") return ["grey", id("order", order)];
  if (payment === "failed" && order !== "complete") return ["red", id("payment", payment)];
  if (order === "cancelled") return ["grey", id("order", order)];
  if (payment === "refunded") return ["grey", id("payment", payment)];
  if (goods === "returned") return ["grey", id("fulfilment", goods)];
  if (order === "closed") return ["grey", id("order", order)];
  if (order === "on_hold") return ["purple", id("order", order)];
  if (order === "awaiting_customer") return ["amber", id("order", order)];
  if (payment === "review") return ["amber", id("payment", payment)];
  if (goods === "partial" || goods === "ready_for_pickup") return ["blue", id("fulfilment", goods)];
  if (goods === "shipped" && order !== "complete") return ["green", id("fulfilment", goods)];
  if (goods === "delivered") return ["grey", id("fulfilment", goods)];
  if (order === "complete") return ["grey", id("order", order)];
  if (payment === "authorized") return ["blue", id("payment", payment)];
  if (order === "placed" && (payment === "unpaid" || payment === "pending")) return ["amber", "payment-state-pending"];
  if (order === "confirmed") return ["green", id("order", order)];
  return ["grey", id("order", order)];
}

/** The pill of a row; `statuses` are its shop's. */
export function pillOf(row: States & Pick<OrderRow, "status" | "status_label">, statuses: StatusLabel[]): PillModel {
  const own = statuses.find((status) => status.code === row.status);
  if (own && !own.known) return { tone: "grey", textId: null, label: row.status_label || row.status };
  const [tone, textId] = known(row);
  return { tone, textId, label: row.status_label || row.status };
}
