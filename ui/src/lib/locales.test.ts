import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse, type Pattern, type Resource, Visitor } from "@fluent/syntax";
import { describe, expect, test } from "vitest";

import { SEVERITY } from "./errors";
import { bundleOf, LANGUAGES } from "./i18n.svelte";

const UI = join(import.meta.dirname, "..");
const LOCALES = join(UI, "../../src-tauri/domain/locales");
const FILES = ["window.ftl", "errors.ftl", "trade.ftl", "edits.ftl"];

const text = (language: string, file: string): string => readFileSync(join(LOCALES, language, file), "utf8");
const resource = (language: string, file: string): Resource => parse(text(language, file), {});

class Variables extends Visitor {
  readonly names = new Set<string>();
  override visitVariableReference(node: { id: { name: string } }): void {
    this.names.add(node.id.name);
  }
}

/** Every text of a file with the variables it takes: `id`, `id.attribute` → names. */
function texts(language: string, file: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const variables = (pattern: Pattern): string[] => {
    const visitor = new Variables();
    visitor.visit(pattern);
    return [...visitor.names].sort();
  };
  for (const entry of resource(language, file).body) {
    if (entry.type !== "Message") continue;
    if (entry.value) found.set(entry.id.name, variables(entry.value));
    for (const attribute of entry.attributes) found.set(`${entry.id.name}.${attribute.id.name}`, variables(attribute.value));
  }
  return found;
}

function sources(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name) && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("bindings") && !path.includes("mock"));
}

describe.each(FILES)("%s", (file) => {
  test.each(LANGUAGES.map(([code]) => code))("is readable in %s", (language) => {
    const broken = resource(language, file).body.filter((entry) => entry.type === "Junk");
    expect(broken.map((entry) => (entry as { content: string }).content)).toEqual([]);
    const ids = resource(language, file).body.flatMap((entry) => (entry.type === "Message" ? [entry.id.name] : []));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test.each(LANGUAGES.map(([code]) => code).filter((code) => code !== "en"))("says in %s what it says in English", (language) => {
    const english = texts("en", file);
    const other = texts(language, file);
    expect([...other.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [id, names] of other) {
      // A plural may leave its number out ("one order"), but no language may ask for what the others are not given.
      expect(english.get(id), id).toEqual(expect.arrayContaining(names));
    }
  });
});

test("every code has a title and what to do, in every language", () => {
  const declared = readFileSync(join(UI, "bindings/Code.ts"), "utf8").match(/"([a-z_]+)"/g) ?? [];
  const codes = declared.map((quoted) => quoted.slice(1, -1));
  expect(codes.length).toBeGreaterThan(30);
  expect(Object.keys(SEVERITY).sort()).toEqual([...codes].sort());
  for (const [language] of LANGUAGES) {
    const known = texts(language, "errors.ftl");
    const missing = codes.flatMap((code) => {
      const id = `error-${code.replaceAll("_", "-")}`;
      return [id, `${id}.todo`].filter((one) => !known.has(one));
    });
    expect(missing, language).toEqual([]);
  }
});

// The codes of a generated type: those beside its tag, or all where it has none.
function codesOf(type: string, tag?: string): string[] {
  const source = readFileSync(join(UI, `bindings/${type}.ts`), "utf8");
  const quoted = tag ? source.matchAll(new RegExp(`"${tag}": "([a-z_]+)"`, "g")) : source.matchAll(/"([a-z_]+)"/g);
  return [...quoted].map((match) => match[1]!.replaceAll("_", "-"));
}

test.each([
  ["edit-kind", codesOf("EditKind"), ""],
  ["edit-state", codesOf("EditState"), ""],
  ["edit-state", codesOf("EditState"), ".todo"],
  ["edit-question", codesOf("Question", "question"), ""],
  ["edit-question", codesOf("Question", "question"), ".todo"],
  ["edit-doubt", codesOf("Doubt", "doubt"), ""],
  ["edit-outcome", codesOf("Outcome", "outcome"), ""],
  ["edit-answer", codesOf("Answer", "answer"), ""],
  ["edit-field", codesOf("Field", "field"), ""],
  ["edit-notice", codesOf("Notice"), ""],
])("%s has a word for each of %j", (start, codes, attribute) => {
  const known = texts("en", "edits.ftl");
  expect(codes.length).toBeGreaterThan(2);
  expect(codes.map((code) => `${start}-${code}${attribute}`).filter((id) => !known.has(id))).toEqual([]);
});

test("every text that the window names exists, and no text is without use", () => {
  const code = sources(UI).map((path) => readFileSync(path, "utf8")).join("\n");
  const known = new Set(FILES.flatMap((file) => [...texts("en", file).keys()]));
  const named = [...code.matchAll(/\bt\(\s*"([a-z0-9.-]+)"/g)].map((match) => match[1]!);
  expect(named.length).toBeGreaterThan(150);
  expect([...new Set(named)].filter((id) => !known.has(id))).toEqual([]);
  // Ids made of parts (`column-${code}`) are found by what they begin with.
  const made = [...code.matchAll(/`([a-z-]+-)\$\{/g)].map((match) => match[1]!);
  const unused = [...texts("en", "window.ftl").keys()].filter(
    (id) => !code.includes(`"${id}"`) && !made.some((start) => id.startsWith(start)),
  );
  expect(unused).toEqual([]);
});

test.each(LANGUAGES.map(([code]) => code))("numbers choose their plural form in %s", (language) => {
  const bundle = bundleOf(language, FILES.map((file) => text(language, file)));
  const forms = [1, 2, 5, 22].map((n) => {
    const message = bundle.getMessage("orders-count")!;
    const errors: Error[] = [];
    const said = bundle.formatPattern(message.value!, { n, written: String(n) }, errors);
    expect(errors).toEqual([]);
    return said.replace(/\d+/, "").trim();
  });
  expect(new Set(forms).size).toBe(language === "pl" ? 3 : 2);
});
