// What is not at the shops yet: how much, whether it is held back, and how the last bulk change goes.
import type { OutboxCounts } from "../../bindings/OutboxCounts";
import type { OutboxPage } from "../../bindings/OutboxPage";
import { api } from "../api";
import type { BatchProgress } from "../../bindings/BatchProgress";
import { countIn, NEEDS_USER, UNDER_WAY } from "../edits/grouping";

/** Most edits the core gives at once. */
const MOST = 500;

/** Between two looks at a batch, in ms. */
const REST_MS = 200;

const NONE: OutboxCounts = { by_state: [], oldest_at: null };

class Outbox {
  counts = $state.raw<OutboxCounts>(NONE);
  paused = $state(false);
  /** The bulk change whose progress is shown, until its user puts it away. */
  batch = $state.raw<BatchProgress | null>(null);
  /** Rises with each word of the core about edits: what shows edits reads them again. */
  version = $state(0);
  #watched: string | null = null;
  #looking = false;
  #again = false;

  readonly needsUser = $derived(countIn(this.counts, NEEDS_USER));
  readonly waiting = $derived(countIn(this.counts, UNDER_WAY));
  readonly open = $derived(this.needsUser + this.waiting);
  /** Whether the watched batch still moves by itself. */
  readonly running = $derived(this.batch !== null && this.batch.waiting > 0);

  /** Takes what the core says. */
  take(counts: OutboxCounts, paused: boolean): void {
    this.counts = counts;
    this.paused = paused;
    this.version += 1;
    void this.look();
  }

  /** Reads how many edits stand where. */
  async refresh(): Promise<void> {
    const page = await api.outboxOpen({ shop: null, states: [], before: null, limit: 1 });
    this.take(page.counts, page.paused);
  }

  /** How many edits of some shops are under way. */
  async waitingFor(shops: readonly number[]): Promise<number> {
    let n = 0;
    for (const shop of shops) {
      let before: number | null = null;
      do {
        const page: OutboxPage = await api.outboxOpen({ shop, states: [...UNDER_WAY], before, limit: MOST });
        n += page.edits.length;
        before = page.edits.length < MOST ? null : (page.edits.at(-1)?.id ?? null);
      } while (before !== null);
    }
    return n;
  }

  /** Holds everything back, or lets it go on. */
  async pause(paused: boolean): Promise<void> {
    await api.outboxPause(paused);
    this.paused = paused;
  }

  /** Shows how a batch goes from now on. */
  async watch(batch: string): Promise<void> {
    this.#watched = batch;
    await this.look();
  }

  /** Reads the watched batch again; calls that come meanwhile are answered by one more reading. */
  async look(): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    while (this.#again && this.#watched !== null) {
      this.#again = false;
      await this.#lookOnce(this.#watched);
      // Hundreds of edits settle within seconds: a few looks a second tell as much as one an edit.
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
    this.#looking = false;
  }

  async #lookOnce(batch: string): Promise<void> {
    try {
      const progress = await api.batchProgress(batch);
      if (batch === this.#watched) this.batch = progress;
    } catch {
      // Its progress is a view of the outbox, which itself tells what cannot be read.
      this.unwatch();
    }
  }

  /** Puts the progress away. */
  unwatch(): void {
    this.#watched = null;
    this.batch = null;
  }
}

export const outbox = new Outbox();
