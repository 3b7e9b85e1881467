// The window's texts: the same .ftl files that the core reads, one chunk a language, switched without a reload.
//
// `t` reads reactive state, so every text on screen follows the language at once. Bidirectional isolation is left to
// the markup (`dir="auto"`, `<bdi>`); where a name goes into a sentence, pass it through `iso`.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import type { Language } from "../bindings/Language";

/** All languages with their own names, as offered in the settings. */
export const LANGUAGES: readonly [Language, string][] = [
  ["en", "English"],
  ["nl", "Nederlands"],
  ["pl", "Polski"],
  ["fr", "Français"],
  ["nb", "Norsk bokmål"],
  ["de", "Deutsch"],
];

const files = import.meta.glob<string>("../../../src-tauri/domain/locales/*/{window,errors,trade,edits}.ftl", {
  query: "?raw",
  import: "default",
});

// Never read by the markup: only `words` is.
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const loaded = new Map<Language, FluentBundle>();

interface Words {
  language: Language;
  bundle: FluentBundle | null;
}

let words = $state.raw<Words>({ language: "en", bundle: null });

/** Makes a bundle of file texts; errors in a file are the tests' concern and never the user's. */
export function bundleOf(language: Language, texts: string[]): FluentBundle {
  const bundle = new FluentBundle(language, { useIsolating: false });
  for (const text of texts) bundle.addResource(new FluentResource(text));
  return bundle;
}

/** Loads a language's texts without switching to it. */
export async function preload(language: Language): Promise<FluentBundle> {
  const known = loaded.get(language);
  if (known) return known;
  const paths = Object.keys(files).filter((path) => path.includes(`/${language}/`));
  const texts = await Promise.all(paths.map((path) => files[path]!()));
  const bundle = bundleOf(language, texts);
  loaded.set(language, bundle);
  return bundle;
}

/** Switches the window to a language. */
export async function setLanguage(language: Language): Promise<void> {
  const bundle = await preload(language);
  words = { language, bundle };
  if (typeof document !== "undefined") document.documentElement.lang = language;
}

/** The language on screen. */
export function language(): Language {
  return words.language;
}

const FIRST_STRONG_ISOLATE = String.fromCharCode(0x2068);
const POP_ISOLATE = String.fromCharCode(0x2069);

/** Puts an isolate around a name that goes into a sentence, so that its direction stays its own. */
export function iso(text: string): string {
  return `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;
}

/** A text by its id, or `id.attribute`; the id itself where it is missing. */
export function t(id: string, args?: Record<string, FluentVariable>): string {
  const { bundle } = words;
  if (!bundle) return "";
  const [name, attribute] = id.split(".") as [string, string | undefined];
  const message = bundle.getMessage(name);
  const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
  if (!pattern) return id;
  return bundle.formatPattern(pattern, args ?? null, []);
}

/** Whether a text exists. */
export function has(id: string): boolean {
  return words.bundle?.hasMessage(id) ?? false;
}
