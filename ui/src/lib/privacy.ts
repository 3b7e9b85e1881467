// Hides customers' personal data on screen: what is masked never reaches the page, so that no screenshot, tooltip or
// screen reader has it.
import { session } from "./state/session.svelte";

/** The text, or dots of a length that tells nothing. */
export function mask(text: string): string {
  return session.hidden && text !== "" ? "••••••" : text;
}
