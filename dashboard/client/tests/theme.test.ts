// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const root = document.documentElement;
const theme = () => root.getAttribute("data-bs-theme");

interface System {
  matches: boolean;
  changes(): void;
}

/** What the system says; `changes` tells the page that it says something else now. */
function systemThat(isDark: boolean): System {
  const query = Object.assign(new EventTarget(), { matches: isDark });
  vi.spyOn(window, "matchMedia").mockReturnValue(query as unknown as MediaQueryList);
  return Object.assign(query, { changes: () => query.dispatchEvent(new Event("change")) });
}

/** A visit begins: the module is read anew. */
async function visit(): Promise<HTMLButtonElement> {
  vi.resetModules();
  await import("../src/panels/theme");
  return document.querySelector("button")!;
}

function storageIsDenied(): void {
  const denied = () => {
    throw new DOMException("denied", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: denied, setItem: denied });
}

describe("light and dark", () => {
  const stop: (() => void)[] = [];

  beforeEach(() => {
    window.localStorage.clear();
    document.body.innerHTML = '<button id="theme"></button>';
    // A visit that is over must not hear of the clicks of the next one.
    const listen = document.addEventListener.bind(document);
    vi.spyOn(document, "addEventListener").mockImplementation((name: string, listener: unknown) => {
      listen(name, listener as EventListener);
      stop.push(() => document.removeEventListener(name, listener as EventListener));
    });
  });

  afterEach(() => {
    for (const forget of stop.splice(0)) forget();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  test("follow the system, also when it changes", async () => {
    const system = systemThat(true);
    const button = await visit();
    expect(theme()).toBe("dark");
    expect(button.getAttribute("aria-pressed")).toBe("true");
    system.matches = false;
    system.changes();
    expect(theme()).toBe("light");
    expect(button.getAttribute("aria-pressed")).toBe("false");
  });

  test("are the visitor's choice from then on, and at the next visit", async () => {
    const system = systemThat(false);
    const button = await visit();
    button.click();
    expect(theme()).toBe("dark");
    expect(button.getAttribute("aria-pressed")).toBe("true");
    system.changes();
    expect(theme()).toBe("dark");
    root.removeAttribute("data-bs-theme");
    await visit();
    expect(theme()).toBe("dark");
  });

  test("switch as well where the browser keeps nothing", async () => {
    storageIsDenied();
    systemThat(false);
    const button = await visit();
    expect(theme()).toBe("light");
    button.click();
    expect(theme()).toBe("dark");
    button.click();
    expect(theme()).toBe("light");
  });
});
