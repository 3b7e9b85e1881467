import { svelte } from "@sveltejs/vite-plugin-svelte";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vitest/config";

// The window runs in the system's web view: WebKitGTK 2.40+, WKWebView of macOS 13.3+ and WebView2.
export default defineConfig({
  plugins: [tailwindcss(), svelte()],
  clearScreen: false,
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  build: {
    target: ["es2022", "safari16.4", "chrome110"],
    // No data: URLs, so that the content policy can stay at 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // All that the first picture needs comes in one file: every further one costs the web view a round trip
            // to the app. What opens later keeps files of its own.
            { name: "start", test: /src[\\/](main\.ts|App\.svelte)$/, priority: 2 },
            // A language's texts in one file.
            {
              name: (id) => `words-${/locales[\\/](\w+)[\\/]/.exec(id)?.[1] ?? "en"}`,
              test: /locales[\\/]\w+[\\/]\w+\.ftl/,
              priority: 3,
            },
          ],
        },
      },
    },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
