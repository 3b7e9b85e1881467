// Light or dark: one attribute on the root, from the setting or the system.
import type { Theme } from "../bindings/Theme";

const dark = typeof matchMedia === "undefined" ? null : matchMedia("(prefers-color-scheme: dark)");
let current: Theme = "system";

function paint(): void {
  const isDark = current === "dark" || (current === "system" && (dark?.matches ?? false));
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

/** Puts a theme in force; `system` follows the system from then on. */
export function applyTheme(theme: Theme): void {
  current = theme;
  if (typeof document !== "undefined") paint();
}

dark?.addEventListener("change", paint);
