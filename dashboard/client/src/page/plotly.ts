// What the page uses of Plotly, which is a global object without types.

/** An array as the server packs it: float32 or bytes in base64. */
export interface Packed {
  dtype: string;
  bdata: string;
  shape?: string;
}

export type Trace = Record<string, unknown>;
export type Layout = Record<string, unknown>;

export interface PlotlyFigure {
  data: Trace[];
  layout: Layout;
}

export interface Axis {
  _offset: number;
  _length: number;
  d2p(value: number): number;
  p2d(pixels: number): number;
}

/** The element that Plotly has drawn a figure in. */
export interface GraphElement extends HTMLElement {
  data: Trace[];
  layout: Layout;
  _fullLayout: { xaxis: Axis; yaxis: Axis; width: number; height: number };
  _context: unknown;
  _dragged?: boolean;
  on(event: string, listener: (event: never) => void): void;
  emit(event: string, ...values: unknown[]): boolean;
}

interface PlotlyApi {
  react(graph: GraphElement, data: Trace[], layout: Layout, config: unknown): Promise<unknown>;
  relayout(graph: GraphElement, changes: Record<string, unknown>): Promise<unknown>;
  update(graph: GraphElement, data: Record<string, unknown>, layout: Record<string, unknown>): Promise<unknown>;
  downloadImage(figure: PlotlyFigure, options: Record<string, unknown>): Promise<unknown>;
}

export function plotly(): PlotlyApi {
  return (window as unknown as { Plotly: PlotlyApi }).Plotly;
}

/** The graph that Plotly has drawn within an element, or null before it has. */
export function graphIn(element: Element | null): GraphElement | null {
  return element?.querySelector<GraphElement>(".js-plotly-plot") ?? null;
}
