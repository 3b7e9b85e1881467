// Edits on their way from a form to the outbox: what to know before is asked as the form changes, and they are entered
// with its user's yes.
import type { Edit } from "../../bindings/Edit";
import type { Fault } from "../../bindings/Fault";
import type { Notice } from "../../bindings/Notice";
import { api } from "../api";
import { asks, gathered, refusedOrders } from "../edits/warnings";
import type { EditPreview } from "../../bindings/EditPreview";
import type { EditsEntered } from "../../bindings/EditsEntered";
import { toFault } from "../errors";

/** A form's rest before the core is asked, in ms. */
const REST_MS = 120;

/** Some edits of some orders, not entered yet. */
export class Proposal {
  readonly ids: number[];
  edits = $state.raw<Edit[]>([]);
  notice = $state<Notice>("shop_decides");
  previews = $state.raw<EditPreview[]>([]);
  /** The previews are of the edits as they stand. */
  ready = $state(false);
  agreed = $state(false);
  busy = $state(false);
  fault = $state.raw<Fault | null>(null);
  #sequence = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(ids: number[]) {
    this.ids = ids;
  }

  readonly warned = $derived(gathered(this.previews));
  readonly asks = $derived(asks(this.warned));
  readonly refused = $derived(refusedOrders(this.warned));
  /** Orders that can have it. */
  readonly left = $derived(this.edits.length === 0 ? 0 : this.#ids() - this.refused.size);
  readonly undoS = $derived(Math.max(0, ...this.previews.map((preview) => preview.can_undo_s)));
  readonly canEnter = $derived(this.ready && this.left > 0 && !this.busy && (!this.asks || this.agreed));

  #ids(): number {
    return this.ids.length;
  }

  /** Takes other edits; what to know about them is asked after a moment. */
  consider(edits: Edit[], notice: Notice = this.notice): void {
    if (this.ready && notice === this.notice && JSON.stringify(edits) === JSON.stringify(this.edits)) return;
    this.edits = edits;
    this.notice = notice;
    this.ready = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), REST_MS);
  }

  /** Asks now. */
  async look(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const sequence = ++this.#sequence;
    const before = JSON.stringify(this.warned.filter((one) => one.weight === "asks"));
    try {
      const previews = await Promise.all(this.edits.map((edit) => api.editPreview(this.ids, edit, this.notice)));
      if (sequence !== this.#sequence) return;
      this.previews = previews;
      // A yes holds for what was asked, not for what is asked now.
      if (JSON.stringify(this.warned.filter((one) => one.weight === "asks")) !== before) this.agreed = false;
      this.ready = true;
      this.fault = null;
    } catch (thrown) {
      if (sequence === this.#sequence) this.fault = toFault(thrown, "edit_preview");
    }
  }

  /** Enters them in their order; `null` where that failed, which `fault` tells. What was entered before stays entered. */
  async enter(): Promise<EditsEntered[] | null> {
    const done: EditsEntered[] = [];
    this.busy = true;
    this.fault = null;
    try {
      for (const edit of this.edits) done.push(await api.editEnter(this.ids, edit, this.notice, this.asks));
      return done;
    } catch (thrown) {
      await this.#refused(toFault(thrown, "edit_enter"));
      return done.length > 0 ? done : null;
    } finally {
      this.busy = false;
    }
  }

  /** Not entered: where that is because more is to be asked by now, it is asked, else the failure is told. */
  async #refused(fault: Fault): Promise<void> {
    const asked = this.asks;
    if (fault.code === "bad_input") await this.look();
    if (asked || !this.asks) this.fault = fault;
  }
}
