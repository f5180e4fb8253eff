// The markup of the explanations: `**bold**`, `[words](#thing)` for what is on the page, `[words](?term)` for what the
// glossary defines.
import { make } from "./dom";

type Markup =
  | { kind: "text"; text: string }
  | { kind: "bold"; parts: Markup[] }
  | { kind: "thing"; words: string; name: string }
  | { kind: "term"; words: string; name: string };

const PART = /\*\*(?<bold>.+?)\*\*|\[(?<words>.+?)\]\((?<sign>[#?])(?<name>.+?)\)/g;

/** A text with markup as elements and texts. */
export function marked(text: string): (Node | string)[] {
  return renderMarkup(parseMarkup(text));
}

/** The parts of a text in order. */
export function parseMarkup(text: string): Markup[] {
  const parts: Markup[] = [];
  let end = 0;
  for (const match of text.matchAll(PART)) {
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push(partOf(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

function partOf(groups: Record<string, string | undefined>): Markup {
  const { bold, words = "", sign, name = "" } = groups;
  if (bold !== undefined) return { kind: "bold", parts: parseMarkup(bold) };
  return { kind: sign === "#" ? "thing" : "term", words, name };
}

/** The parts as elements and texts. A thing or a term is a button with the class "word". */
export function renderMarkup(parts: Markup[]): (Node | string)[] {
  return parts.map(rendered);
}

function rendered(part: Markup): Node | string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "bold":
      return make("strong", {}, ...renderMarkup(part.parts));
    case "thing":
      return make("button", { class: "word", "data-thing": part.name }, part.words);
    case "term":
      return make("button", { class: "word term", "data-define": part.name }, part.words);
  }
}
