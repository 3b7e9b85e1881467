// The open edits on the outbox's own page.
import type { EditState } from "../../bindings/EditState";
import type { Fault } from "../../bindings/Fault";
import type { OutboxEdit } from "../../bindings/OutboxEdit";
import { api } from "../api";
import { toFault } from "../errors";

/** Edits read at once. */
const PAGE = 100;

/** A filtered list of open edits, read anew as often as the core says that they moved. */
export class OutboxList {
  shop = $state<number | null>(null);
  states = $state.raw<EditState[]>([]);
  edits = $state.raw<OutboxEdit[]>([]);
  more = $state(false);
  fault = $state.raw<Fault | null>(null);
  readOnce = $state(false);
  #shown = PAGE;
  #reading = false;
  #again = false;

  readonly filtered = $derived(this.shop !== null || this.states.length > 0);

  /** Shows other edits. */
  filter(by: { shop?: number | null; states?: EditState[] }): void {
    if (by.shop !== undefined) this.shop = by.shop;
    if (by.states !== undefined) this.states = by.states;
    this.#shown = PAGE;
    void this.read();
  }

  /** Shows a page more. */
  readMore(): Promise<void> {
    this.#shown += PAGE;
    return this.read();
  }

  /** Reads what is shown; calls that come meanwhile are answered by one more reading. */
  async read(): Promise<void> {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    while (this.#again) {
      this.#again = false;
      await this.#readAll();
    }
    this.#reading = false;
  }

  async #readAll(): Promise<void> {
    const { shop, states } = this;
    const edits: OutboxEdit[] = [];
    let more = true;
    try {
      while (more && edits.length < this.#shown) {
        const page = await api.outboxOpen({ shop, states, before: edits.at(-1)?.id ?? null, limit: PAGE });
        edits.push(...page.edits);
        more = page.edits.length === PAGE;
      }
      if (shop !== this.shop || states !== this.states) return;
      this.edits = edits;
      this.more = more;
      this.fault = null;
    } catch (thrown) {
      this.fault = toFault(thrown, "outbox_open");
    } finally {
      this.readOnce = true;
    }
  }
}
