// The prediction: the digit, how sure the network is, and how likely each of the ten digits is.
import { IDS, type Word } from "../contract";
import { byId, find, findAll, setText } from "../page/dom";
import type { Prediction, Probability } from "../reading/answers";
import { say } from "../words";
import { showAsks } from "./asks";

const RANKS: readonly Word[] = ["prediction.first", "prediction.second", "prediction.third"];

/** Show a prediction. live: a stroke is still being drawn, so a screen reader waits for its end. */
export function showPrediction(prediction: Prediction, live: boolean): void {
  markLive(live);
  setText(byId(IDS.prediction), prediction.digit);
  showAsks(prediction.digit);
  setText(byId(IDS.confidence), prediction.confidence);
  setText(byId(IDS.hint), prediction.hint);
  byId(IDS.top).classList.toggle("doubtful", prediction.doubtful);
  showProbabilities(prediction.probabilities);
}

/** The rows are always there, without numbers where there are none; the stylesheet draws the bars, `--share` wide. */
function showProbabilities(probabilities: Probability[]): void {
  for (const [digit, row] of findAll(`#${IDS.top} li`).entries()) {
    const { text = "", share = 0, rank = 0 } = probabilities[digit] ?? {};
    const name = RANKS[rank - 1];
    setText(find(".share", row), text);
    row.style.setProperty("--share", String(share));
    row.classList.toggle("first", rank === 1);
    row.classList.toggle("marked", name !== undefined);
    row.title = name ? say(name) : "";
  }
}

/** Take the prediction away. blank: since there is nothing to read; else its answer is waited for. */
export function hidePrediction(blank: boolean): void {
  const hint = say(blank ? "prediction.blank" : "prediction.waiting");
  showPrediction(
    { digit: say("prediction.none"), confidence: "", probabilities: [], doubtful: false, hint, saliency: null },
    false,
  );
}

function markLive(live: boolean): void {
  find(".prediction").classList.toggle("live", live);
  find(".prediction .readout").setAttribute("aria-busy", String(live));
}
