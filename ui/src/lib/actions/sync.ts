// Asking the shops now.
import { api } from "../api";
import { toFault } from "../errors";
import { t } from "../i18n.svelte";
import { sync } from "../state/sync.svelte";
import { ui } from "../state/ui.svelte";

/** Checks one shop, or all. */
export async function checkNow(shop: number | null): Promise<void> {
  try {
    await api.syncNow(shop);
    ui.say(t("checking-now"));
    await sync.refresh();
  } catch (thrown) {
    ui.fail(toFault(thrown, "sync_now"));
  }
}
