// The size of a picture is that of its frame: given with the figure, so that it is drawn once, and again when the frame
// changes. Left to Plotly, a picture is drawn at the size of the one before it and drawn anew a moment later.
import { painted } from "./paint";
import { graphIn, type Layout, plotly } from "./plotly";

interface Size {
  width: number;
  height: number;
}

const drawn = new Map<Element, Size>(); // The size that the picture in a frame was last drawn at.
let observer: ResizeObserver | null = null;

/** The layout of a figure at the size of its frame. */
export function fitted(layout: Layout, frame: Element): Layout {
  const size = sizeOf(frame);
  if (!drawn.has(frame)) observe(frame);
  drawn.set(frame, size);
  return { ...layout, ...size, autosize: false };
}

function sizeOf(frame: Element): Size {
  const { width, height } = frame.getBoundingClientRect();
  return { width, height };
}

function observe(frame: Element): void {
  observer ??= new ResizeObserver((entries) => {
    for (const { target } of entries) redrawSoon(target);
  });
  observer.observe(frame);
}

/** Draw every picture anew at its size: after a change of the whole page that may have passed between two frames. */
export function redrawFrames(): void {
  for (const frame of drawn.keys()) void redrawSoon(frame);
}

/** A frame that has just changed may be about to get a new picture, at its new size. */
async function redrawSoon(frame: Element): Promise<void> {
  await painted();
  const graph = graphIn(frame);
  const before = drawn.get(frame);
  const size = sizeOf(frame);
  if (!graph || !before?.width || !size.width || isNear(before, size)) return;
  drawn.set(frame, size);
  plotly().relayout(graph, { ...size });
}

function isNear(one: Size, other: Size): boolean {
  return Math.abs(one.width - other.width) < 1 && Math.abs(one.height - other.height) < 1;
}
