// The stage in view: its pictures, its title, and what colours they have. All of it is in the page already, so no step
// along the timeline asks the server.
import { IDS, SLOTS, type Slot } from "../contract";
import { setProps } from "../dash";
import { byId, find, setText } from "../page/dom";
import { fitted } from "../page/frames";
import { painted } from "../page/paint";
import { graphIn, plotly } from "../page/plotly";
import { inPageType, pageFont } from "../page/type";
import type { Kernels, Pane, SentPane, Stage } from "../reading/answers";
import { kernelPane } from "../stages/kernel_panes";
import { KINDS } from "../stages/kinds";
import { numberMaps } from "../stages/marks";
import { hasMaps, sizeOf, strongestMap, tilesOf } from "../stages/numbers";
import { colouredTraces } from "../stages/pane_colours";
import { cutTo, pictureOf } from "../stages/picture";
import { paneElement, setView, tellSettled, tellShown, type View, view } from "../stages/view";
import { say } from "../words";
import { writeLegend } from "./legend";
import { stageName } from "./overview";

type Scale = View["scale"];

let begun = false; // Whether Dash has said which stage is in view.
let toldDash: number | null = null; // The stage that Dash was told of last, so that its echo is no news.

// ---- what changes the view ----

/** Show the stages of a reading, with the kernels that they were read with; null takes them all away. live: a stroke is
 * still being drawn. */
export function showStages(stages: Stage[] | null, kernels: Kernels | null, live = false): void {
  show({ stages, kernels, live });
}

/** Dash calls this when the slider of the timeline or the choice of colours has changed, and at the start. It waits
 * with its own work until the picture is on the screen. */
export function stageChanged(index: number, scale: Scale): Promise<void> {
  const isNews = index !== toldDash;
  if (isNews) toldDash = null;
  const next = { index: isNews ? index : view().index, scale };
  if (!begun || next.index !== view().index || next.scale !== view().scale) show(next);
  begun = true;
  return painted();
}

/** Go to a stage at once, and let Dash know: the slider follows. */
export function go(index: number): void {
  if (index === view().index) return;
  show({ index });
  painted().then(() => {
    toldDash = view().index;
    setProps(IDS.layer, { value: toldDash });
  });
}

/** Whether another reading stands beside this one: then the pictures of this one alone are not drawn. */
export function showBeside(beside: boolean): void {
  if (beside !== view().beside) void show({ beside });
}

/** From one scale of colours for the stage to one for each map, or back. */
export function otherScale(): void {
  setProps(IDS.scale, { value: view().scale === "stage" ? "map" : "stage" });
}

/** Show another picture in the place of one of the stage. */
export function replacePane(pane: Pane): void {
  setView({ ...view(), panes: { ...view().panes, [pane.slot]: pane } });
  framePane(pane.slot);
  plot(pane.slot);
}

/** Show the stage's own picture again where replacePane has shown another. */
export function restorePane(slot: Slot): void {
  const { stage } = view();
  const own = stage && panesOf(stage, view())[slot];
  if (own) replacePane(own);
}

/** Make another map the large picture; with it go the map it is made of and the kernel that makes it. */
export function selectMap(map: number): void {
  const before = view();
  const { stage } = before;
  if (!stage || map === before.map || map < 0 || map >= mapsOf(stage)) return;
  selected.set(mapsOf(stage), map);
  const next = { ...before, map };
  setView({ ...next, panes: panesOf(stage, next) });
  for (const slot of SLOTS) framePane(slot);
  tellShown(false);
  for (const slot of SLOTS) plot(slot);
  tellSettled(false);
}

// ---- showing ----

type Change = Partial<Pick<View, "index" | "stages" | "kernels" | "scale" | "beside" | "live">>;

/** What came out is on the page before what surrounds it. */
async function show(change: Change): Promise<void> {
  const before = view();
  setView(changed(before, change));
  const shown = view();
  const moved = shown.index !== before.index || shown.stages !== before.stages;
  if (!shown.stage) focusTaken ??= slotWithFocus();
  writeHead(shown);
  for (const slot of SLOTS) framePane(slot);
  tellShown(moved);
  if (!shown.stage) return;
  giveFocusBack();
  plot("stage");
  await painted();
  if (shown.stage !== view().stage || shown.scale !== view().scale) return;
  plot("before");
  if (!keepsKernels(before, shown)) plot("kernels");
  tellSettled(moved);
}

/** While a stroke is drawn only what it makes changes. */
function keepsKernels(before: View, { live, index, kernels, map }: View): boolean {
  return live && before.live && before.index === index && before.kernels === kernels && before.map === map;
}

function changed(before: View, change: Change): View {
  const next = { ...before, ...change };
  const stage = next.stages?.[next.index] ?? null;
  if (Object.keys(change).join() === "beside") return next; // A picture that stands in for another stays.
  const after = { ...next, stage, map: stage ? mapInView(stage) : before.map };
  return { ...after, panes: stage ? panesOf(stage, after) : {} };
}

/** The map that was selected last among as many maps: stages that hand on map by map so keep it from one to the next. */
const selected = new Map<number, number>();

/** At first, the map with the largest number. */
function mapInView(stage: Stage): number {
  const maps = mapsOf(stage);
  const figure = stage.panes.at(-1)?.figure;
  if (maps <= 1 || !figure) return 0;
  const map = selected.get(maps) ?? strongestMap(figure);
  selected.set(maps, map);
  return map;
}

function mapsOf(stage: Stage): number {
  const figure = stage.panes.at(-1)?.figure;
  return figure && hasMaps(figure) ? (sizeOf(figure)[0] ?? 1) : 1;
}

function panesOf(stage: Stage, { stages, kernels, map }: View): View["panes"] {
  const panes: View["panes"] = {};
  for (const sent of stage.panes) {
    const pane = withFigure(sent, stages);
    if (pane) panes[pane.slot] = pane;
  }
  const own = KINDS[stage.kind].hasKernels && kernels?.[stage.name];
  if (own) panes.kernels = kernelPane(own, map);
  return panes;
}

/** A picture with its figure: its own, or that of what came out of another stage. */
function withFigure(pane: SentPane, stages: Stage[] | null): Pane | null {
  const origin = stages?.find(({ name }) => name === pane.same);
  const figure = pane.figure ?? origin?.panes.at(-1)?.figure;
  return figure ? { ...pane, figure } : null;
}

function writeHead({ index, stage, panes }: View): void {
  byId(IDS.stageEmpty).hidden = stage !== null;
  byId(IDS.table).hidden = stage === null;
  setText(byId(IDS.stageTitle), stage ? stage.title : stageName(index));
  setText(byId(IDS.stageShape), stage ? stage.shape : "");
  const frame = byId(IDS.panes);
  frame.hidden = stage === null;
  frame.dataset.kind = stage?.kind ?? "";
  frame.dataset.panes = String(Object.keys(panes).length);
  if (stage) find(".scale-switch").hidden = !Object.values(panes).some(({ figure }) => hasMaps(figure));
}

// ---- the focus ----

/** The picture that had the focus when the stages were taken away: hidden, it loses it. */
let focusTaken: Slot | null = null;

function slotWithFocus(): Slot | null {
  return SLOTS.find((slot) => paneElement(slot).contains(document.activeElement)) ?? null;
}

/** When the stages return. A visitor who has gone elsewhere meanwhile stays there. */
function giveFocusBack(): void {
  const slot = focusTaken;
  focusTaken = null;
  const isElsewhere = document.activeElement !== document.body && slotWithFocus() === null;
  if (slot && !isElsewhere) find(".figure-frame", paneElement(slot)).focus({ preventScroll: true });
}

// ---- one picture ----

/** Its title, its legend, and its shape on the page. */
function framePane(slot: Slot): void {
  const { stage, panes } = view();
  const pane = panes[slot];
  const element = paneElement(slot);
  element.hidden = !pane;
  if (!stage || !pane) return;
  const { figure, shown } = pictureOf(pane, view());
  const name = shown === null ? pane.title : titleOfOne(pane, shown);
  setText(find("h4", element), name);
  const frame = find(".figure-frame", element);
  frame.classList.toggle("bars", tilesOf(figure) === null);
  frame.style.setProperty("--aspect", String(figure.layout.meta.aspect));
  const { title, shape } = stage;
  frame.setAttribute("aria-label", say("stage.label", { name, title, shape, how: say("stage.how") }));
  writeLegend(find(".legend", element), pane);
}

function titleOfOne({ slot, title, figure }: Pane, map: number): string {
  const name = tilesOf(figure)?.names[map] ?? "";
  return slot === "kernels" ? name : say("stage.one_of", { title, name });
}

/** Hand a picture to Plotly, as soon as Dash has made its graph; it keeps the settings that Dash made the graph with. */
function plot(slot: Slot): void {
  const pane = view().panes[slot];
  if (!pane || view().beside) return;
  const frame = find(".figure-frame", paneElement(slot));
  const graph = graphIn(frame);
  if (!graph?._context) {
    window.requestAnimationFrame(() => plot(slot));
    return;
  }
  const picture = pictureOf(pane, view());
  numberMaps(slot, picture);
  const traces = cutTo(picture, pane.figure, colouredTraces(pane, view())).map(inPageType);
  const layout = { ...picture.figure.layout, font: pageFont() };
  plotly().react(graph, traces, fitted(layout, frame), graph._context);
}
