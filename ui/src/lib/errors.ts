// The one table that maps a code to its severity and texts. Nobody matches on an error's words.
import type { Code } from "../bindings/Code";
import type { Fault } from "../bindings/Fault";
import { t } from "./i18n.svelte";

/** How much it matters: `error` stops the work at hand, `warning` needs a look, `wait` heals by itself. */
export type Severity = "error" | "warning" | "wait";

/** Every code's severity; its texts are `error-<code>` and `error-<code>.todo` in errors.ftl. */
export const SEVERITY: Record<Code, Severity> = {
  bad_url: "error",
  unreachable: "wait",
  timed_out: "wait",
  connection_lost: "wait",
  not_a_shop: "error",
  plain_permalinks: "error",
  wrong_key: "error",
  wrong_secret: "error",
  not_allowed: "error",
  read_only_key: "warning",
  plain_http: "warning",
  certificate: "error",
  redirect_elsewhere: "error",
  firewall: "error",
  clock: "error",
  slow_down: "wait",
  server_error: "wait",
  maintenance: "wait",
  bad_answer: "warning",
  too_large: "warning",
  not_found: "warning",
  refused: "error",
  key_store_unavailable: "error",
  key_store_locked: "error",
  wrong_passphrase: "error",
  secret_missing: "error",
  damaged_file: "error",
  newer_file: "error",
  disk: "error",
  busy: "warning",
  no_such_order: "warning",
  ambiguous_order: "warning",
  no_such_shop: "warning",
  shop_exists: "warning",
  bad_input: "warning",
  bad_search: "warning",
  no_such_printer: "error",
  print_failed: "error",
  document_failed: "error",
  picture_refused: "warning",
  internal: "error",
};

const textId = (code: Code): string => `error-${code.replaceAll("_", "-")}`;

/** What happened, in the reader's language. */
export const faultTitle = (fault: Fault): string => t(textId(fault.code));

/** What to do about it. */
export const faultTodo = (fault: Fault): string => t(`${textId(fault.code)}.todo`);

/** Makes a fault of anything that was thrown: what the core rejects with is one already. */
export function toFault(thrown: unknown, operation: string): Fault {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && (thrown.code as string) in SEVERITY) {
    return thrown as Fault;
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", retry: "later", operation, detail };
}

/** Whether the shop could not be reached at all, as opposed to answering with a refusal. */
export function isOffline(fault: Fault): boolean {
  return fault.code === "unreachable" || fault.code === "timed_out" || fault.code === "connection_lost";
}
