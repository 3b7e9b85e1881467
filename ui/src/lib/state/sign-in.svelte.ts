// Connecting a shop: what was typed, what the try found, and what the merchant agreed to. The secret lives here only
// until the core has taken it.
import type { Diagnosis } from "../../bindings/Diagnosis";
import type { Fault } from "../../bindings/Fault";
import type { ShopView } from "../../bindings/ShopView";
import type { SignInForm } from "../../bindings/SignInForm";
import type { SignInRequest } from "../../bindings/SignInRequest";
import { api } from "../api";
import { toFault } from "../errors";
import { sortPasted } from "../paste";

/** Faults that do not stop a shop from being connected. */
const PASSABLE = new Set(["read_only_key"]);

/** The state of one sign-in form. */
export class SignInState {
  forms = $state.raw<SignInForm[]>([]);
  system = $state<SignInForm["system"]>("woocommerce");
  values = $state<Record<string, string>>({});
  consent = $state(false);
  trusted = $state<string | null>(null);
  tag = $state("");
  diagnosis = $state.raw<Diagnosis | null>(null);
  fault = $state.raw<Fault | null>(null);
  busy = $state<"" | "probe" | "add">("");
  #probed = "";
  #sequence = 0;

  readonly form = $derived(this.forms.find((form) => form.system === this.system) ?? null);
  readonly complete = $derived(
    this.form !== null && this.form.fields.every((field) => (this.values[field.name] ?? "").trim() !== ""),
  );
  readonly ready = $derived(
    Boolean(this.diagnosis?.facts) && (this.diagnosis?.faults ?? []).every((fault) => PASSABLE.has(fault.code)),
  );

  async load(): Promise<void> {
    try {
      this.forms = await api.signInForms();
      this.system = this.forms[0]?.system ?? this.system;
    } catch (thrown) {
      this.fault = toFault(thrown, "sign_in_forms");
    }
  }

  get request(): SignInRequest {
    const entries = Object.entries(this.values).map(([name, value]) => [name, value.trim()]);
    return {
      system: this.system,
      values: Object.fromEntries(entries) as Record<string, string>,
      plain_http_consent: this.consent,
      trusted_fingerprint: this.trusted,
      tag: this.tag.trim() === "" ? null : this.tag.trim().toUpperCase(),
    };
  }

  /** A field was changed: what was found no longer holds. */
  set(name: string, value: string): void {
    this.values[name] = value;
    this.diagnosis = null;
    this.fault = null;
    if (name === "url") this.consent = false;
    if (name === "url") this.trusted = null;
  }

  /** Sorts a pasted lump (address, key and secret in one) into the fields; whether there was more than one in it. */
  paste(text: string): boolean {
    const parts = sortPasted(text);
    if (Object.keys(parts).length < 2) return false;
    for (const [name, value] of Object.entries(parts)) this.set(name, value);
    return true;
  }

  /** Tries to sign in, once for the same input unless forced. */
  async probe(force = false): Promise<void> {
    if (!this.complete) return;
    const request = this.request;
    const key = JSON.stringify({ ...request, tag: null });
    if (!force && key === this.#probed && this.diagnosis) return;
    this.#probed = key;
    const sequence = ++this.#sequence;
    this.busy = "probe";
    this.fault = null;
    try {
      const diagnosis = await api.shopProbe(request);
      if (sequence !== this.#sequence) return;
      this.diagnosis = diagnosis;
      if (this.tag === "") this.tag = diagnosis.proposed_tag ?? "";
    } catch (thrown) {
      if (sequence === this.#sequence) this.fault = toFault(thrown, "shop_probe");
    } finally {
      if (sequence === this.#sequence) this.busy = "";
    }
  }

  /** Connects the shop; `null` where it failed, with the reason in `fault`. */
  async add(): Promise<ShopView | null> {
    this.busy = "add";
    this.fault = null;
    try {
      const shop = await api.shopAdd(this.request);
      this.values = {};
      return shop;
    } catch (thrown) {
      this.fault = toFault(thrown, "shop_add");
      return null;
    } finally {
      this.busy = "";
    }
  }

  allowPlainHttp(): void {
    this.consent = true;
    void this.probe(true);
  }

  trust(fingerprint: string): void {
    this.trusted = fingerprint;
    void this.probe(true);
  }
}
