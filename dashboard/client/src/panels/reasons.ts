// What takes turns in the place of the explanation: panels that give reasons for the answer in view. Opening one closes
// the others, and so does Escape. Each follows the drawing: what it says of an earlier one is pale until there is news,
// and never stays where there is none.
import { IDS, type QuestionName } from "../contract";
import { byId, closest, findAll, make, setText } from "../page/dom";
import type { Reading } from "../reading/answers";
import { askPatiently } from "../reading/patience";
import { currentReading, onPredictionShown, onReading } from "../reading/session";
import { say } from "../words";
import { endChoice } from "./cell_readout";
import { closeButton } from "./ledger";
import { showSheet } from "./sheet";

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

const closers: (() => void)[] = [];

export function closeReasons(): void {
  for (const close of closers) close();
}

export function reasonPanel<Answer>(of: Reasons<Answer>): ReasonPanel {
  let isOpen = false;
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
    if (!isOpen) return;
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
    if (held) focusIn(key ? `[data-key='${key}']` : "h3");
  }

  function focusIn(selector: string): void {
    const heading = panel().querySelector<HTMLElement>("h3, [data-key=note]");
    (panel().querySelector<HTMLElement>(selector) ?? heading)?.focus({ preventScroll: true });
  }

  function mark(): void {
    for (const button of findAll(of.opener)) button.setAttribute("aria-expanded", String(isOpen));
  }

  async function open(): Promise<void> {
    closeReasons();
    isOpen = true;
    of.opened?.();
    endChoice();
    showSheet(true);
    mark();
    const before = document.activeElement;
    await askAbout(currentReading());
    if (isOpen && (document.activeElement === before || document.activeElement === document.body)) focusIn("h3");
  }

  /** The focus goes back to the button that opened the panel, or to the stage where that is hidden by now. */
  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    giveUp();
    of.gone();
    const held = panel().contains(document.activeElement);
    panel().replaceChildren();
    panel().classList.remove("pale");
    mark();
    const opener = findAll(of.opener).find((button) => button.checkVisibility({ visibilityProperty: true }));
    if (held) (opener ?? byId(IDS.stageTitle)).focus({ preventScroll: true });
  }

  closers.push(close);
  onReading((reading) => void askAbout(reading));

  /** While a stroke is drawn, what is said of the drawing before it is of no use. */
  onPredictionShown((live) => {
    if (!live || !isOpen) return;
    giveUp();
    panel().classList.add("pale");
  });

  document.addEventListener("click", (event) => {
    if (closest(event, of.opener)) {
      if (isOpen) closeReasons();
      else void open();
    } else if (closest(event, `#${of.id} .close-reasons`)) {
      close();
      showSheet(false);
    }
  });

  return { isCurrent: () => isCurrent, ask: () => void askAbout(currentReading()), replace };
}

/** Escape ends the chosen number's ledger first: see derivation.ts, which takes the key then. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  closeReasons();
});
