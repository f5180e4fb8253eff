// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from "vitest";
import { keep, kept } from "../src/page/storage";

describe("what the browser keeps", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("is there again under its key", () => {
    keep("a", "1");
    expect(kept("a")).toBe("1");
    expect(kept("b")).toBe(null);
  });

  test("is nothing where storage is denied, and nobody is told of an error", () => {
    const denied = () => {
      throw new DOMException("denied", "SecurityError");
    };
    vi.stubGlobal("localStorage", { getItem: denied, setItem: denied });
    expect(() => keep("a", "1")).not.toThrow();
    expect(kept("a")).toBe(null);
  });

  test("is nothing where already asking for the storage throws", () => {
    vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    expect(() => keep("a", "1")).not.toThrow();
    expect(kept("a")).toBe(null);
    vi.restoreAllMocks();
  });
});
