// Finding and making elements.

/** The element with this id, which the page always has. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element #${id}`);
  return element;
}

/** The first element that the selector finds, which the page always has. */
export function find<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T {
  const element = within.querySelector<T>(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}

export function findAll<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] {
  return Array.from(within.querySelectorAll<T>(selector));
}

/** Write a text where another one stands. The same text again would be news to a screen reader. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A new element. React knows nothing of it, so it only goes where React keeps nothing. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The element that an event happened in, or its nearest ancestor that fits the selector. */
export function closest(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

const TYPED_INTO = "textarea, [contenteditable], input:not([type=radio]):not([type=checkbox]):not([type=range])";

/** Whether an event happened where text is typed, which has an undo and a paste of its own. */
export function isTypedInto(event: Event): boolean {
  return closest(event, TYPED_INTO) !== null;
}

/** Calls `then` with what `look` gives, as soon as it gives something. */
export function when<T>(look: () => T | null | undefined | false, then: (value: T) => void): void {
  const value = look();
  if (value) then(value);
  else window.requestAnimationFrame(() => when(look, then));
}
