// The picture of the stage in view, to be saved: its graph, with what the page has around it, a background, a title and
// the scale of colours.

import { precision } from "../page/number_format";
import type { Layout, PlotlyFigure, Trace } from "../page/plotly";

const LEAST_WIDTH = 560;
const MARGIN = { left: 28, right: 28, top: 64, bottom: 28 };
const NOTE_HEIGHT = 22;
const BAR_WIDTH = 62;
const TITLE_TOP = 22;

/** The colours of the page, light or dark. quiet: of a text that matters less. */
interface PageColours {
  background: string;
  text: string;
  quiet: string;
}

/** width, height: of the graph on the page. numbers: the traces that number the maps, which the page shows by other
 *  means. eachItsOwn: the note for maps that have a scale of colours each; null when all have the same. */
export interface Shown extends PlotlyFigure {
  width: number;
  height: number;
  title: string;
  colours: PageColours;
  numbers: Trace[];
  eachItsOwn: string | null;
}

export interface Size {
  width: number;
  height: number;
}

interface Picture extends PlotlyFigure {
  size: Size;
}

interface Margin {
  l: number;
  r: number;
  t: number;
  b: number;
}

const isHeatmap = (trace: Trace) => trace.type === "heatmap";

/** What Plotly is to draw. A graph that is narrow on the page is drawn larger, in its proportions. */
export function pictureOf(shown: Shown): Picture {
  const hasHeatmap = shown.data.some(isHeatmap);
  const note = shown.data.some(isScaledPerMap) ? shown.eachItsOwn : null;
  const hasBar = hasHeatmap && note === null;
  const inner = { l: 0, r: 0, t: 0, b: 0, ...(shown.layout.margin as Partial<Margin> | undefined) };
  const margin = around(inner, hasBar, note !== null);
  const size = sizeOf(shown, inner, margin);
  const traces = hasHeatmap ? [...shown.data, ...shown.numbers] : shown.data;
  const data = hasBar ? traces.map((trace) => withBar(trace, shown.colours.text)) : traces;
  return { data, layout: layoutOf(shown, margin, size, note), size };
}

/** Whether the colours of a heatmap run from −1 to 1, each map having been divided by its largest number. */
function isScaledPerMap(trace: Trace): boolean {
  return isHeatmap(trace) && trace.zmin === -1 && trace.zmax === 1;
}

function around(inner: Margin, hasBar: boolean, hasNote: boolean): Margin {
  return {
    l: inner.l + MARGIN.left,
    r: inner.r + MARGIN.right + (hasBar ? BAR_WIDTH : 0),
    t: inner.t + MARGIN.top + (hasNote ? NOTE_HEIGHT : 0),
    b: inner.b + MARGIN.bottom,
  };
}

function sizeOf(shown: Shown, inner: Margin, margin: Margin): Size {
  const widthOnPage = shown.width - inner.l - inner.r;
  const heightOnPage = shown.height - inner.t - inner.b;
  const width = Math.max(widthOnPage, LEAST_WIDTH);
  const height = (heightOnPage * width) / widthOnPage;
  return {
    width: Math.round(width + margin.l + margin.r),
    height: Math.round(height + margin.t + margin.b),
  };
}

function layoutOf({ layout, title, colours }: Shown, margin: Margin, size: Size, note: string | null): Layout {
  const annotations = (layout.annotations as object[] | undefined) ?? [];
  return {
    ...layout,
    ...size,
    autosize: false,
    margin,
    paper_bgcolor: colours.background,
    plot_bgcolor: colours.background,
    font: { ...(layout.font as object | undefined), color: colours.text },
    title: titleOf(title, colours.text, size),
    annotations: note === null ? annotations : [...annotations, noteOf(note, colours.quiet)],
  };
}

function titleOf(text: string, color: string, { width, height }: Size): Layout {
  return {
    text,
    font: { size: 22, color },
    x: MARGIN.left / width,
    xanchor: "left",
    yref: "container",
    y: 1 - TITLE_TOP / height,
    yanchor: "top",
  };
}

/** Above the maps, below the title. */
function noteOf(text: string, color: string): Layout {
  return {
    text,
    font: { size: 14, color },
    x: 0,
    xref: "paper",
    xanchor: "left",
    y: 1,
    yref: "paper",
    yanchor: "bottom",
    yshift: 14,
    showarrow: false,
  };
}

/** A heatmap with its scale of colours beside it, which says its ends and, between them, 0. */
function withBar(trace: Trace, color: string): Trace {
  if (!isHeatmap(trace)) return trace;
  const { zmin, zmax } = trace as { zmin: number; zmax: number };
  const ticks = zmin < 0 ? [zmin, 0, zmax] : [zmin, zmax];
  const colorbar = {
    tickvals: ticks,
    ticktext: ticks.map((tick) => precision(tick, 3)),
    tickfont: { color, size: 13 },
    thickness: 14,
    len: 1,
    ypad: 0,
    outlinewidth: 0,
    x: 1.02,
  };
  return { ...trace, showscale: true, colorbar };
}

/** The colours that the page has now. */
export function pageColours(): PageColours {
  const style = window.getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return { background: colour("--card"), text: colour("--text"), quiet: colour("--quiet") };
}
