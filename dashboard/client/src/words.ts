// What the page's code says. The server puts the words into the page as JSON, so that they are written once.
import type { Word } from "./contract";

type Words = Record<string, Record<string, string>>;

let words: Words | null = null;

function all(): Words {
  words ??= JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Words;
  return words;
}

/** The words of that name, with `{label}` and the like filled from `values`. */
export function say(name: Word, values: Record<string, string | number> = {}): string {
  const [panel = "", key = ""] = name.split(".");
  const template = all()[panel]?.[key] ?? "";
  return template.replace(/\{(\w+)\}/g, (_, field: string) => String(values[field]));
}
