// The type of figures is that of the page, which is larger in a presentation.
import type { Trace } from "./plotly";

interface Font {
  family: string;
  size: number;
}

const known = new Map<string, Font>(); // By the classes of the page, which a presentation changes.

/** The page's font at its smallest size, which is the one of labels. The browser works out all styles anew when it is
 * asked, so it is asked once. */
export function pageFont(): Font {
  const page = document.documentElement;
  const before = known.get(page.className);
  if (before) return before;
  const style = getComputedStyle(page);
  const family = style.getPropertyValue("--font").trim();
  const font = { family, size: Number.parseFloat(style.getPropertyValue("--text-1")) };
  if (family !== "") known.set(page.className, font);
  return font;
}

/** A trace whose texts have that size too. */
export function inPageType(trace: Trace): Trace {
  return trace.textfont ? { ...trace, textfont: { ...(trace.textfont as object), size: pageFont().size } } : trace;
}
