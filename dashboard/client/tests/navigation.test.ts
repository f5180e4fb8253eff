// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from "vitest";
import { go, onPageShown, pageAt } from "../src/model_page/navigation";
import { withoutPrefix, withPrefix } from "../src/model_page/prefix";

/** What Dash tells the page of the address that the app is served under. */
function serveUnder(prefix: string): void {
  const config = JSON.stringify({ requests_pathname_prefix: prefix });
  document.body.innerHTML = `<script id="_dash-config" type="application/json">${config}</script>`;
}

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

  test("the pages are found, and going to one stays under it", () => {
    expect(["/lab/model", "/lab/model/", "/lab/", "/lab"].map(pageAt)).toEqual(["model", "model", "draw", "draw"]);
    window.history.replaceState(null, "", "/lab/#d=abc");
    go("model");
    expect(window.location.pathname + window.location.hash).toBe("/lab/model#d=abc");
    go("draw");
    expect(window.location.pathname + window.location.hash).toBe("/lab/#d=abc");
  });
});
