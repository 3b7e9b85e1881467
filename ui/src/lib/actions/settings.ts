// Changing settings: on screen at once, told where the core refuses.
import type { Settings } from "../../bindings/Settings";
import { toFault } from "../errors";
import { session } from "../state/session.svelte";
import { ui } from "../state/ui.svelte";

/** Puts settings in force. */
export async function changeSettings(settings: Settings): Promise<void> {
  try {
    await session.change(settings);
  } catch (thrown) {
    ui.fail(toFault(thrown, "settings_set"));
  }
}
