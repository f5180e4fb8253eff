// Panels that give reasons for the answer in view, each by a question of its own. They take turns in the place of the
// explanation, and follow the drawing: what is said of an earlier one is pale until there is news, and never stays where
// there is none.
import { IDS, type QuestionName } from "../contract";
import { byId, make, setText } from "../page/dom";
import type { Reading } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { currentReading, onPredictionShown, onReading } from "../reading/session";
import { say } from "../words";
import { closeButton } from "./ledger";
import { takesTurns } from "./turns";

/** name: of the question. question: what it asks beside the reading. opener: finds the buttons that open the panel.
 * elements: what the answer is shown as. shown: called when that is on the page. gone: when the panel shows nothing of an
 * answer any more, closed or not. opened: when it is opened, before it asks. */
interface Reasons<Answer> {
  id: string;
  name: QuestionName;
  opener: string;
  closeText: () => string;
  question: () => Record<string, unknown>;
  elements: (answer: Answer, reading: Reading) => HTMLElement[];
  shown: (answer: Answer, reading: Reading) => void;
  gone: () => void;
  opened?: () => void;
}

export interface ReasonPanel {
  /** What the panel shows belongs to the drawing in view, so what is pressed there may act on it. */
  isCurrent(): boolean;
  /** Ask anew about the reading in view. */
  ask(): void;
  /** Show something else of the same answer. The element with the focus has it again, by its data-key. */
  replace(elements: HTMLElement[]): void;
}

export function reasonPanel<Answer>(of: Reasons<Answer>): ReasonPanel {
  let isCurrent = false;
  let asked: string | null = null; // The reading and the question that the panel shows or waits for, as JSON.
  let underWay: AbortController | null = null;
  const panel = () => byId(of.id);

  function giveUp(): void {
    underWay?.abort();
    underWay = null;
    asked = null;
    isCurrent = false;
  }

  function showNote(text: string): void {
    of.gone();
    replace([closeButton("close-reasons", of.closeText()), make("p", { tabindex: "-1", "data-key": "note" }, text)]);
    panel().classList.remove("pale");
  }

  async function askAbout(reading: Reading | null): Promise<void> {
    if (!turn.isOpen()) return;
    const question = { ...reading, ...of.question() };
    if (reading && asked === JSON.stringify(question)) return;
    giveUp();
    if (!reading) {
      showNote(document.getElementById(IDS.hint)?.textContent || say("prediction.waiting")); // Why there is none.
      return;
    }
    panel().classList.add("pale");
    const own = new AbortController();
    underWay = own;
    asked = JSON.stringify(question);
    const answer = await askPatiently(of.name, question, own.signal);
    if (own.signal.aborted) return;
    if (!answer || typeof answer[0] === "string") {
      showNote(typeof answer?.[0] === "string" ? answer[0] : say("prediction.waiting"));
      return;
    }
    isCurrent = true;
    replace(of.elements(answer[0] as Answer, reading));
    panel().classList.remove("pale");
    setText(byId(IDS.reasonsStatus), panel().querySelector("h3")?.textContent ?? "");
    of.shown(answer[0] as Answer, reading);
  }

  function replace(elements: HTMLElement[]): void {
    const held = panel().contains(document.activeElement) ? document.activeElement : null;
    const key = held?.getAttribute("data-key");
    panel().replaceChildren(...elements);
    if (held) turn.focusIn(key ? `[data-key='${key}']` : "h3");
  }

  const turn = takesTurns({
    id: of.id,
    opener: of.opener,
    opened: () => {
      of.opened?.();
      return askAbout(currentReading());
    },
    closed: () => {
      giveUp();
      of.gone();
    },
  });

  onReading((reading) => void askAbout(reading));

  /** While a stroke is drawn, what is said of the drawing before it is of no use. */
  onPredictionShown((live) => {
    if (!live || !turn.isOpen()) return;
    giveUp();
    panel().classList.add("pale");
  });

  return { isCurrent: () => isCurrent, ask: () => void askAbout(currentReading()), replace };
}
