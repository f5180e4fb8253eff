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
  showTop(prediction.top, prediction.doubtful);
  latest = prediction;
}

/** The likeliest digits. Rows that are there already stay, so that the bars that the stylesheet draws, `--share` wide,
 * move to their new width. */
function showTop(candidates: Candidate[], doubtful: boolean): void {
  const list = byId(IDS.top);
  while (list.children.length > candidates.length) list.lastElementChild?.remove();
  while (list.children.length < candidates.length) list.append(make("li"));
  candidates.forEach(({ digit, text, share }, place) => {
    const row = list.children[place]!;
    setText(row, `${digit} ${text}`);
    row.setAttribute("style", `--share: ${share}`);
    row.classList.toggle("doubtful", doubtful);
  });
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
