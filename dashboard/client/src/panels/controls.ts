// The controls: the settings of the first convolution and the weights, and beside them the brush, the stage and the size
// of the canvas. The page follows what it sets itself at once, and what Dash tells of them once that is of now.
import { DRAWING, IDS, SETTINGS, type Settings } from "../contract";
import { setProps } from "../dash";
import { createAwaitedControls } from "../drawing/awaited_controls";
import type { Controls } from "../drawing/keeper";
import { byId, setText } from "../page/dom";
import { settingsChanged } from "../reading/session";
import { DEFAULT_SETTINGS, settingsFrom } from "../reading/settings";

type SettingsListener = (settings: Settings) => void;

const settingsListeners: SettingsListener[] = [];
let current = DEFAULT_SETTINGS;

/** Called with the settings when the page starts and whenever they change, before the server is asked. */
export function onSettings(listener: SettingsListener): void {
  settingsListeners.push(listener);
}

const awaited = createAwaitedControls(
  {
    ...byControl(DEFAULT_SETTINGS),
    [IDS.brush]: DRAWING.brushDefault,
    [IDS.layer]: 0,
    [IDS.canvasSize]: DRAWING.defaultSize,
  },
  (id, value) => setProps(id, { value }),
);

/** The values of settings by the ids of their controls. */
function byControl(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(SETTINGS.map(({ name, id }) => [id, settings[name]]));
}

// ---- what Dash tells ----

/** Dash calls this with the values of the settings in their order, at the start and whenever one changes. */
export function settings(...values: unknown[]): void {
  const told = settingsFrom(values);
  if (awaited.areHere(byControl(told))) readWith(told);
}

/** Whether this size of the canvas, of which Dash tells, counts. */
export function sizeIsHere(size: number): boolean {
  return awaited.areHere({ [IDS.canvasSize]: size });
}

/** Whether this brush of the slider, of which Dash tells, counts. */
export function brushIsHere(brush: number): boolean {
  return awaited.areHere({ [IDS.brush]: brush });
}

/** Whether all of what Dash tells of the controls counts. */
export function controlsAreHere({ settings, brush, stage, size }: Controls): boolean {
  return awaited.areHere({
    ...byControl(settings),
    [IDS.brush]: brush,
    [IDS.layer]: stage,
    [IDS.canvasSize]: size,
  });
}

function readWith(settings: Settings): void {
  current = settings;
  for (const listener of settingsListeners) listener(settings);
  settingsChanged(settings);
}

// ---- what the page sets ----

/** Set some of the settings; those that have their value already are left alone. */
export function chooseSettings(chosen: Partial<Settings>): void {
  const next = { ...current, ...chosen };
  for (const [id, value] of Object.entries(byControl(next))) awaited.choose(id, value);
  readWith(next);
}

/** Set all controls. */
export function chooseControls({ settings, brush, stage, size }: Controls): void {
  chooseSettings(settings);
  awaited.choose(IDS.brush, brush);
  awaited.choose(IDS.layer, stage);
  awaited.choose(IDS.canvasSize, size);
}

/** What these settings cost and how well the network reads with them, in the server's words. */
export function showNote(note: string): void {
  setText(byId(IDS.settingsNote), note);
}
