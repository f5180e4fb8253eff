// The type of figures is that of the page, which is larger in a presentation.
import type { Trace } from "./plotly";

/** The page's font at its smallest size, which is the one of labels. */
export function pageFont(): { family: string; size: number } {
  const style = getComputedStyle(document.documentElement);
  return {
    family: style.getPropertyValue("--font").trim(),
    size: Number.parseFloat(style.getPropertyValue("--text-1")),
  };
}

/** A trace whose texts have that size too. */
export function inPageType(trace: Trace): Trace {
  return trace.textfont ? { ...trace, textfont: { ...(trace.textfont as object), size: pageFont().size } } : trace;
}
