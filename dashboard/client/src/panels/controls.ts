// The settings of the first convolution and the weights, as Dash's radio buttons say them.
import { IDS, SETTINGS, type Settings } from "../contract";
import { setProps } from "../dash";
import { byId } from "../page/dom";
import { settingsChanged } from "../reading/session";

let current: Settings | null = null;

/** Dash calls this with the values of the settings in their order, at the start and whenever one changes. */
export function settings(...values: unknown[]): void {
  current = Object.fromEntries(SETTINGS.map(({ name }, place) => [name, values[place]])) as unknown as Settings;
  settingsChanged(current);
}

export function currentSettings(): Settings | null {
  return current;
}

/** Set the controls; those that have their value already are left alone. */
export function chooseSettings(chosen: Partial<Settings>): void {
  for (const { name, id } of SETTINGS) {
    const value = chosen[name];
    if (value !== undefined && value !== current?.[name]) setProps(id, { value });
  }
}

/** What these settings cost and how well the network reads with them, in the server's words. */
export function showNote(note: string): void {
  byId(IDS.settingsNote).textContent = note;
}
