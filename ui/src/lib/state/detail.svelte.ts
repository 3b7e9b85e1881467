// The order in the right pane.
import type { Fault } from "../../bindings/Fault";
import type { OrderView } from "../../bindings/OrderView";
import { api } from "../api";
import { toFault } from "../errors";
import { orders } from "./orders.svelte";

/** Between two orders opened by a held arrow key, in ms. */
const PACE_MS = 90;

class Detail {
  id = $state<number | null>(null);
  view = $state.raw<OrderView | null>(null);
  fault = $state.raw<Fault | null>(null);
  #sequence = 0;
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Opens an order; while an arrow key is held, only the one it stops at. */
  open(id: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.id = id;
    const wait = this.#last + PACE_MS - performance.now();
    this.#last = performance.now();
    if (wait <= 0) void this.read();
    else this.#timer = setTimeout(() => void this.read(), PACE_MS);
  }

  /** Reads the open order (again). */
  async read(): Promise<void> {
    const id = this.id;
    if (id === null) return;
    const sequence = ++this.#sequence;
    try {
      const view = await api.orderOpen(id, orders.handle || null);
      if (sequence !== this.#sequence) return;
      this.view = view;
      this.fault = null;
      orders.markSeen(id);
    } catch (thrown) {
      if (sequence !== this.#sequence) return;
      this.fault = toFault(thrown, "order_open");
      this.view = null;
    }
  }

  close(): void {
    this.#sequence += 1;
    this.id = null;
    this.view = null;
    this.fault = null;
  }
}

export const detail = new Detail();
