// Signing in to a shop as the mock core does it: the address's words decide what goes wrong.
import type { Diagnosis } from "../../bindings/Diagnosis";
import type { Code } from "../../bindings/Code";
import type { SignInForm } from "../../bindings/SignInForm";
import type { SignInRequest } from "../../bindings/SignInRequest";
import { SHOPS } from "./shops";

export const SIGN_IN: SignInForm[] = [
  {
    system: "woocommerce",
    name: "WooCommerce",
    fields: [
      { name: "url", secret: false, placeholder: "https://www.shop.example" },
      { name: "key", secret: false, placeholder: "ck_…" },
      { name: "secret", secret: true, placeholder: "cs_…" },
    ],
  },
];

const BY_WORD: readonly [string, Code][] = [
  ["firewall", "firewall"],
  ["plain", "plain_permalinks"],
  ["key", "wrong_key"],
  ["clock", "clock"],
  ["nothing", "unreachable"],
];

export function probe(request: SignInRequest): Diagnosis {
  const url = request.values.url ?? "";
  const fail = (code: Code, detail = "", fingerprint: string | null = null): Diagnosis => ({
    facts: null,
    faults: [{ code, retry: "never", operation: "sign in", detail }],
    proposed_tag: null,
    fingerprint,
  });
  if (url.startsWith("http://") && !request.plain_http_consent) return fail("plain_http");
  if (url.includes("cert") && !request.trusted_fingerprint) {
    return fail("certificate", "self-signed", "a1b2c3d4".repeat(8));
  }
  const hit = BY_WORD.find(([word]) => url.includes(word));
  if (hit) return fail(hit[1], url);
  return { facts: SHOPS[0]!.facts, faults: [], proposed_tag: "AN", fingerprint: null };
}
