// Puts the parts of the page that never change into their places, as soon as Dash has made these. The server sends them
// as templates: see dashboard/serving/static_markup.py.

/** Lay the content between the elements that the place has already: for each of these there is a slot. */
export function lay(content: ParentNode & Node, place: Element): void {
  let next = place.firstElementChild;
  for (const node of Array.from(content.childNodes)) {
    if (node.nodeName === "SLOT") next = next?.nextElementSibling ?? null;
    else place.insertBefore(node, next);
  }
}

/** Lay every template whose place is there. Returns how many are left. */
export function layTemplates(): number {
  const templates = document.querySelectorAll<HTMLTemplateElement>("template[data-place]");
  let left = templates.length;
  for (const template of templates) {
    const place = document.querySelector(`[data-static="${template.dataset.place}"]`);
    if (!place) continue;
    lay(template.content, place);
    template.remove();
    left -= 1;
  }
  return left;
}

// An observer hears of new elements before they are painted. While the page is still being read, templates may follow.
const observer = new MutationObserver(() => {
  const left = layTemplates();
  if (left === 0 && document.readyState !== "loading") observer.disconnect();
});
observer.observe(document.documentElement, { childList: true, subtree: true });
