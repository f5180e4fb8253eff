// Take it home: the picture of the stage in view, its numbers, the whole trace, a report, and the lines of Python. The
// page makes the picture; the server makes the others, out of what the stages in view belong to.
import { IDS, STAGES } from "../contract";
import { canvasOrigins } from "../drawing/canvas_origins";
import { byId, closest, find, findAll, setText } from "../page/dom";
import { graphIn, plotly } from "../page/plotly";
import { chosenCell, onChosen } from "../panels/cell_readout";
import { askPatiently } from "../reading/patience";
import { CLOCK } from "../reading/retry";
import { currentReading, onReading } from "../reading/session";
import { colouredTraces, mapNumberTraces } from "../stages/pane_colours";
import { onShown, view } from "../stages/view";
import { say } from "../words";
import { copyLines } from "./copy_lines";
import { type SentFile, save } from "./files";
import { pageColours, pictureOf } from "./picture";
import { createPythonLines, type Subject } from "./python_lines";

type Download = "csv" | "npz" | "report";

const ACTIONS: Record<string, () => unknown> = {
  [IDS.png]: savePicture,
  [IDS.csv]: () => saveFile("csv"),
  [IDS.npz]: () => saveFile("npz"),
  [IDS.report]: () => saveFile("report"),
  [IDS.python]: copyPython,
};

document.addEventListener("click", (event) => {
  const button = closest(event, `#${IDS.takeHome} button`);
  if (button && button.getAttribute("aria-disabled") !== "true") ACTIONS[button.id]?.();
});

// ---- there is something to take home, or there is not ----

let isReady = false;

function allow(ready: boolean): void {
  if (ready === isReady) return;
  isReady = ready;
  for (const button of findAll(`#${IDS.takeHome} button`)) button.setAttribute("aria-disabled", String(!ready));
  note(ready ? "" : say("take_home.nothing_yet"));
}

function note(text: string): void {
  setText(byId(IDS.takeHomeNote), text);
}

/** What the lines of Python are to be about. */
function inView(): Subject | null {
  const reading = currentReading();
  const { index: layer } = view();
  const chosen = chosenCell();
  const isOfThisStage = chosen?.stage === STAGES[layer]?.name;
  return reading && { ...reading, layer, index: chosen && isOfThisStage ? chosen.index : null };
}

function viewChanged(): void {
  const subject = inView();
  allow(subject !== null);
  setText(byId(IDS.pythonStatus), "");
  lines.viewChanged(subject, pythonBlock().open);
}

// ---- the files that the server makes ----

let askingForFile = new AbortController();

/** One file at a time, and none of a reading that is no longer in view. What the visitor does next gives it up. */
function giveUpFile(): void {
  askingForFile.abort();
  askingForFile = new AbortController();
}

async function saveFile(file: Download): Promise<void> {
  giveUpFile();
  const reading = currentReading();
  if (!reading) return;
  note("");
  const { signal } = askingForFile;
  const answer = await askPatiently(
    "download",
    { ...reading, file, layer: view().index, ...pictureFor(file, reading.drawing.image) },
    signal,
  );
  if (!answer || signal.aborted) return;
  const sent = answer[0] as SentFile | null;
  if (sent) save(sent);
  note(sent ? say("take_home.saved", { name: sent.filename }) : say("take_home.nothing_yet"));
}

/** The report has the picture that the digit on the canvas comes from. */
function pictureFor(file: Download, image: string | undefined): { picture?: string } {
  const picture = file === "report" ? canvasOrigins.of(image) : null;
  return picture ? { picture: picture.file } : {};
}

// ---- the picture ----

const HIDDEN_WIDTH = 560; // of a picture that is not on the screen, since another one stands in its place

/** With all maps of the stage, also where the page shows one of them large. */
async function savePicture(): Promise<void> {
  const { stage, panes, scale } = view();
  const graph = graphIn(document.getElementById(IDS.stage));
  if (!stage || !panes.stage || !graph) return;
  const { layout: whole } = panes.stage.figure;
  const width = graph.clientWidth || HIDDEN_WIDTH;
  const { data, layout, size } = pictureOf({
    data: colouredTraces(panes.stage, view()),
    layout: whole,
    width,
    height: width / whole.meta.aspect,
    title: say("take_home.title", { title: stage.title, shape: stage.shape }),
    colours: pageColours(),
    numbers: mapNumberTraces(panes.stage.figure),
    eachItsOwn: scale === "map" ? say("take_home.each_its_own") : null,
  });
  const filename = `lenetlab-${stage.name}`;
  try {
    await plotly().downloadImage({ data, layout }, { format: "png", scale: 2, filename, ...size });
    note(say("take_home.saved", { name: `${filename}.png` }));
  } catch {
    note(say("take_home.no_picture"));
  }
}

// ---- the lines of Python ----

const lines = createPythonLines({
  clock: CLOCK,
  async ask(subject, signal) {
    const answer = await askPatiently("python", subject, signal);
    return (answer?.[0] as string | null | undefined) || null;
  },
  show(code) {
    setText(byId(IDS.pythonCode), code);
  },
  hide() {
    setText(byId(IDS.pythonCode), "");
  },
});

function pythonBlock(): HTMLDetailsElement {
  return find<HTMLDetailsElement>(".python-block");
}

async function copyPython(): Promise<void> {
  const status = byId(IDS.pythonStatus);
  status.textContent = "";
  pythonBlock().open = true;
  const isCopied = await copyLines(lines.wanted(), byId(IDS.pythonCode));
  if (isCopied === null) status.textContent = say("take_home.failed");
  else status.textContent = say(isCopied ? "take_home.copied" : "take_home.select");
}

// The event does not bubble, so it is heard on its way down.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.matches(".python-block") && target.open) void lines.wanted();
  },
  true,
);

onReading(giveUpFile);
onReading(viewChanged);
onShown(viewChanged);
onChosen(viewChanged);
