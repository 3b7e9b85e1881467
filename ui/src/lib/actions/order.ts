// What is done with one order. Failures are told, never thrown on.
import type { Order } from "../../bindings/Order";
import { api, type SlipRequest } from "../api";
import { copy } from "../clipboard";
import { toFault } from "../errors";
import { iso, t } from "../i18n.svelte";
import { detail } from "../state/detail.svelte";
import { session } from "../state/session.svelte";
import { ui } from "../state/ui.svelte";
import { searchAll } from "./navigate";

async function told(operation: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    ui.fail(toFault(thrown, operation));
  }
}

/** A slip as the settings say. */
export function slipOf(ids: number[]): SlipRequest {
  const { paper, prices } = session.settings.printing;
  return { ids, paper, prices };
}

/** Copies a text and says so by a text of window.ftl. */
export async function copyText(text: string, saidId: string): Promise<void> {
  if (await copy(text)) ui.say(t(saidId, { text: iso(text) }));
}

/** Opens the slip in the system's viewer. */
export const openSlip = (ids: number[]): Promise<void> => told("slip_open", () => api.slipOpen(slipOf(ids)));

/** Saves the slip where the user says. */
export const saveSlip = (ids: number[]): Promise<void> =>
  told("slip_save", async () => {
    const outcome = await api.slipSave(slipOf(ids));
    if (outcome) ui.say(t("saved-to", { to: iso(outcome.to) }));
  });

/** Opens a web address in the system's browser. */
export const openLink = (url: string | null): Promise<void> =>
  told("open_link", async () => (url ? api.openLink(url) : null));

/** Reads an order from its shop now. */
export const readAgain = (id: number): Promise<void> =>
  told("order_refresh", async () => {
    await api.orderRefresh(id);
    await detail.read();
    ui.say(t("read-from-shop"));
  });

/** What finds a customer's orders: the e-mail address, else the name in quotes. */
export function customerKey(order: Order): string {
  if (order.billing.email) return `"${order.billing.email}"`;
  return order.customer.name ? `"${order.customer.name.replaceAll('"', "")}"` : "";
}

/** Lists all orders of an order's customer. */
export function searchCustomer(order: Order): void {
  const key = customerKey(order);
  if (key) searchAll(key);
}
