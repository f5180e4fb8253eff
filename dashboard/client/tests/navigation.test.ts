// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { requestsPrefix } from "../src/dash";
import { go, onPageShown, pageAt } from "../src/model_page/navigation";
import { withoutPrefix, withPrefix } from "../src/model_page/prefix";
import { ask } from "../src/reading/ask";

/** The first line of the page says what the app is served under. */
function serveUnder(prefix: string): void {
  document.documentElement.dataset.prefix = prefix;
}

afterEach(() => {
  delete document.documentElement.dataset.prefix;
});

describe("the page at an address", () => {
  test("is the drawing page at the root, and wherever else there is none", () => {
    expect(["/", "", "//", "/models", "/model/x"].map(pageAt)).toEqual(["draw", "draw", "draw", "draw", "draw"]);
  });

  test("is the Model page with and without a slash at the end", () => {
    expect(["/model", "/model/", "/model//"].map(pageAt)).toEqual(["model", "model", "model"]);
  });
});

describe("going to the other page", () => {
  beforeEach(() => {
    document.body.innerHTML = `
      <script id="words" type="application/json">{"nav": {"draw": "LeNet Lab", "model": "The model"}}</script>
      <nav id="nav"><a href="/">Draw</a><a href="/model">Model</a></nav>
      <h2 id="heading-draw">Draw</h2><h2 id="heading-model">Model</h2><h2 id="other">Other</h2>`;
    window.history.replaceState(null, "", "/#d=abc");
  });

  test("turns the page, takes what stands behind the # along, and gives the focus to the heading", () => {
    const pages: string[] = [];
    onPageShown((page) => pages.push(page));
    go("model");
    expect(window.location.pathname + window.location.hash).toBe("/model#d=abc");
    expect(document.documentElement.dataset.page).toBe("model");
    expect(document.title).toBe("The model");
    expect(document.activeElement?.id).toBe("heading-model");
    expect(document.querySelector("[aria-current]")?.textContent).toBe("Model");
    expect(pages).toEqual(["model"]);
    go("draw", "#other");
    expect(window.location.pathname + window.location.hash).toBe("/#d=abc");
    expect(document.activeElement?.id).toBe("other");
    expect(pages).toEqual(["model", "draw"]);
  });

  test("works where the browser refuses to change the address, as in a frame that is shut off", () => {
    const refuse = () => {
      throw new DOMException("denied", "SecurityError");
    };
    vi.spyOn(window.history, "pushState").mockImplementation(refuse);
    vi.spyOn(window.history, "replaceState").mockImplementation(refuse);
    go("model");
    expect(document.documentElement.dataset.page).toBe("model");
    go("draw");
    expect(document.documentElement.dataset.page).toBe("draw");
    vi.restoreAllMocks();
  });

  test("is no step of the history where the page is shown already", () => {
    const steps = window.history.length;
    go("draw");
    expect(window.history.length).toBe(steps);
  });
});

describe("under a prefix", () => {
  beforeEach(() => serveUnder("/lab/"));

  test("a path in the browser has it, the app's own has not", () => {
    expect(["/lab/", "/lab/model"].map(withoutPrefix)).toEqual(["/", "/model"]);
    expect(["/model", "/laboratory"].map(withoutPrefix)).toEqual(["/model", "/laboratory"]);
    expect(["/", "/model"].map(withPrefix)).toEqual(["/lab/", "/lab/model"]);
    serveUnder("/");
    expect(["/", "/model"].map(withoutPrefix)).toEqual(["/", "/model"]);
    expect(["/", "/model"].map(withPrefix)).toEqual(["/", "/model"]);
  });

  test("the prefix itself is the drawing page, whatever it is called, with and without a slash", () => {
    serveUnder("/course/model/");
    expect(["/course/model", "/course/model/", "/course/model/model"].map(pageAt)).toEqual(["draw", "draw", "model"]);
  });

  test("a path from which something on the way has taken the prefix is found too", () => {
    expect(["/", "/model", "/model/"].map(pageAt)).toEqual(["draw", "model", "model"]);
  });

  test("the links of the navigation are marked by their page", () => {
    document.body.innerHTML = `<nav id="nav"><a href="/lab/">Draw</a><a href="/lab/model">Model</a></nav>`;
    window.history.replaceState(null, "", "/lab/");
    go("model");
    expect(document.querySelector("[aria-current]")?.textContent).toBe("Model");
  });

  test("the page's first line tells it, and where there is none Dash's configuration", () => {
    expect(requestsPrefix()).toBe("/lab/");
    delete document.documentElement.dataset.prefix;
    expect(requestsPrefix()).toBe("/");
    document.body.innerHTML = `<script id="_dash-config" type="application/json">
      {"requests_pathname_prefix": "/other/"}</script>`;
    expect(requestsPrefix()).toBe("/other/");
  });

  test("the Model page is there at the first paint", async () => {
    window.history.replaceState(null, "", "/lab/model");
    delete document.documentElement.dataset.page;
    vi.resetModules();
    await import("../src/model_page/navigation");
    expect(document.documentElement.dataset.page).toBe("model");
  });

  test("questions are asked under it", async () => {
    const urls: string[] = [];
    vi.stubGlobal("fetch", async (url: string) => {
      urls.push(url);
      return new Response("{}");
    });
    await ask("sample", {}, new AbortController().signal, 1_000);
    expect(urls).toEqual(["/lab/_dash-update-component"]);
    vi.unstubAllGlobals();
  });

  test("the pages are found, and going to one stays under it", () => {
    expect(["/lab/model", "/lab/model/", "/lab/", "/lab"].map(pageAt)).toEqual(["model", "model", "draw", "draw"]);
    window.history.replaceState(null, "", "/lab/#d=abc");
    go("model");
    expect(window.location.pathname + window.location.hash).toBe("/lab/model#d=abc");
    go("draw");
    expect(window.location.pathname + window.location.hash).toBe("/lab/#d=abc");
  });
});
