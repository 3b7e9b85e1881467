import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

export default ts.config(
  { ignores: ["dist/", "dist-mock/", "node_modules/", "src/bindings/"] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    rules: {
      "no-eval": "error",
      "no-implied-eval": "error",
      eqeqeq: "error",
      "no-console": "error",
      "max-lines": ["error", { max: 300 }],
      // Shop data is hostile: it is shown as text, never as markup.
      "svelte/no-at-html-tags": "error",
      "svelte/no-target-blank": "error",
      "svelte/require-each-key": "error",
      // A static style attribute is refused by the content policy; what a `style:` directive sets is not.
      "no-restricted-syntax": ["error", { selector: "SvelteAttribute[key.name='style']", message: "Use a class or a style: directive." }],
    },
  },
  { files: ["**/*.test.ts"], rules: { "max-lines": "off" } },
);
