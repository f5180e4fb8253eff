// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { lay, layTemplates } from "../src/page/static_markup";

function template(html: string): DocumentFragment {
  const made = document.createElement("template");
  made.innerHTML = html;
  return made.content;
}

describe("the parts of the page that never change", () => {
  test("are laid between the elements that the place has already", () => {
    const place = document.createElement("div");
    place.innerHTML = "<b>one</b><i>two</i>";
    lay(template("<h2>Title</h2><slot></slot>between<slot></slot><p>after</p>"), place);
    expect(place.innerHTML).toBe("<h2>Title</h2><b>one</b>between<i>two</i><p>after</p>");
  });

  test("fill an empty place", () => {
    const place = document.createElement("div");
    lay(template("<p>alone</p>"), place);
    expect(place.innerHTML).toBe("<p>alone</p>");
  });

  test("wait in their template until the place is there", () => {
    document.body.innerHTML = '<template data-place="3"><p>here</p></template>';
    expect(layTemplates()).toBe(1);
    document.body.insertAdjacentHTML("beforeend", '<section data-static="3"></section>');
    expect(layTemplates()).toBe(0);
    expect(document.body.innerHTML).toBe('<section data-static="3"><p>here</p></section>');
  });
});
