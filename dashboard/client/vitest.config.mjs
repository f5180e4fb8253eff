import { defineConfig } from "vitest/config";

// Tests that need a page say so in their first line; the others start sooner without one.
export default defineConfig({
  test: { include: ["tests/**/*.test.ts"], environment: "node", pool: "threads", maxWorkers: 2 },
});
