// Panels that take turns in the place of the explanation. Opening one closes the others, and so does Escape.
import { IDS } from "../contract";
import { byId, closest, findAll } from "../page/dom";
import { endChoice } from "./cell_readout";
import { showSheet } from "./sheet";

/** id: of the panel. opener: finds the buttons that open and close it. opened: fills it; the focus goes to its heading
 * then. closed: takes away what is in it. */
interface Turn {
  id: string;
  opener: string;
  opened: (button: HTMLElement | null) => void | Promise<void>;
  closed: () => void;
}

export interface TakenTurn {
  isOpen(): boolean;
  open(): Promise<void>;
  /** Puts the focus on what the selector finds, else on the heading. */
  focusIn(selector: string): void;
}

const closers: (() => void)[] = [];

export function closeReasons(): void {
  for (const close of closers) close();
}

export function takesTurns(of: Turn): TakenTurn {
  let isOpen = false;
  const panel = () => byId(of.id);

  function focusIn(selector: string): void {
    const heading = panel().querySelector<HTMLElement>("h3, [data-key=note]");
    (panel().querySelector<HTMLElement>(selector) ?? heading)?.focus({ preventScroll: true });
  }

  function mark(): void {
    for (const button of findAll(of.opener)) button.setAttribute("aria-expanded", String(isOpen));
  }

  async function open(button: HTMLElement | null = null): Promise<void> {
    closeReasons();
    isOpen = true;
    endChoice();
    showSheet(true);
    mark();
    const before = document.activeElement;
    await of.opened(button);
    if (isOpen && (document.activeElement === before || document.activeElement === document.body)) focusIn("h3");
  }

  /** The focus goes back to the button that opened the panel, or to the stage where that is hidden by now. */
  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    of.closed();
    const held = panel().contains(document.activeElement);
    panel().replaceChildren();
    panel().classList.remove("pale");
    mark();
    const opener = findAll(of.opener).find((button) => button.checkVisibility({ visibilityProperty: true }));
    if (held) (opener ?? byId(IDS.stageTitle)).focus({ preventScroll: true });
  }

  closers.push(close);

  document.addEventListener("click", (event) => {
    const button = closest(event, of.opener);
    if (button) {
      if (isOpen) closeReasons();
      else void open(button);
    } else if (closest(event, `#${of.id} .close-reasons`)) {
      close();
      showSheet(false);
    }
  });

  return { isOpen: () => isOpen, open, focusIn };
}

/** Escape ends the chosen number's ledger first: see derivation.ts, which takes the key then. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  closeReasons();
});
