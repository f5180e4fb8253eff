// The prediction: the digit, how sure the network is, the likeliest digits, and the saliency over the digit.
import { IDS } from "../contract";
import { byId, find, make, setText } from "../page/dom";
import { graphIn, plotly, type Trace } from "../page/plotly";
import type { Candidate, Prediction } from "../reading/answers";
import { say } from "../words";

let latest: Prediction | null = null;
let empty: Trace[] | null = null; // The traces of the saliency as the server made them, without numbers.

/** Show a prediction. live: a stroke is still being drawn, so a screen reader waits for its end. */
export function showPrediction(prediction: Prediction, live: boolean): void {
  markLive(live);
  setText(byId(IDS.prediction), prediction.digit);
  setText(byId(IDS.confidence), prediction.confidence);
  setText(byId(IDS.hint), prediction.hint);
  byId(IDS.top).replaceChildren(...prediction.top.map((candidate) => rowOf(candidate, prediction.doubtful)));
  latest = prediction;
}

/** One of the likeliest digits; the stylesheet draws its bar, `--share` wide. */
function rowOf({ digit, text, share }: Candidate, doubtful: boolean): HTMLLIElement {
  const row = make("li", { style: `--share: ${share}` }, `${digit} ${text}`);
  row.classList.toggle("doubtful", doubtful);
  return row;
}

/** Take the prediction away. blank: since there is nothing to read; else its answer is waited for. */
export function hidePrediction(blank: boolean): void {
  const hint = say(blank ? "prediction.blank" : "prediction.waiting");
  showPrediction(
    { digit: say("prediction.none"), confidence: "", top: [], doubtful: false, hint, saliency: null },
    false,
  );
  drawSaliency();
}

function markLive(live: boolean): void {
  find(".prediction").classList.toggle("live", live);
  find(".prediction .readout").setAttribute("aria-busy", String(live));
}

/** Draw the saliency of the prediction in view, once its digit is on the screen. */
export function drawSaliency(): void {
  const graph = graphIn(document.getElementById(IDS.saliency));
  if (!graph?._context) return;
  empty ??= graph.data;
  plotly().react(graph, dataOf(empty, latest), graph.layout, graph._context);
}

/** The digit as the network sees it, and over it the saliency, in the traces that the server made for them. */
function dataOf([ink, overlay]: Trace[], prediction: Prediction | null): Trace[] {
  if (!prediction?.saliency) return [];
  const { ink: image, saliency, bound } = prediction.saliency;
  return [
    { ...ink, z: image, visible: true },
    { ...overlay, z: saliency, zmin: -bound, zmax: bound, visible: true },
  ];
}
