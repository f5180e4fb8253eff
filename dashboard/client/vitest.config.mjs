import { defineConfig } from "vitest/config";

// Tests that need a page say so in their first line; the others start sooner without one.
export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    environment: "node",
    pool: "threads",
    maxWorkers: 2,
    // `vitest run --coverage` leaves its figures in coverage/, where `python -m benchmarks.coverage` reads them.
    coverage: { provider: "v8", include: ["src/**/*.ts"], exclude: ["src/contract.ts"], reporter: ["json-summary"] },
  },
});
