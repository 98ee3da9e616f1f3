// Unit tests of the front end (`make check`); those in a real browser are Python's, in tests/browser.
import { defineConfig } from "vitest/config";

export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  test: { include: ["tests/frontend/**/*.test.{ts,tsx}", "frontend/**/*.test.{ts,tsx}"], testTimeout: 10_000 },
});
