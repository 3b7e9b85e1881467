// How a key combination is written on this system: `Ctrl K`, `⌘ K`.
import { session } from "./state/session.svelte";

/** Writes `mod+K` for the reader. */
export function chord(keys: string): string {
  const mac = session.platform === "macos";
  return keys.replace("mod+", mac ? "⌘" : "Ctrl ").replace("shift+", mac ? "⇧" : "Shift ");
}
