// The settings as an object with names, out of the contract.
import { SETTINGS, type Settings } from "../contract";

/** The settings out of values in the contract's order, as Dash gives them. */
export function settingsFrom(values: readonly unknown[]): Settings {
  return Object.fromEntries(SETTINGS.map(({ name }, place) => [name, values[place]])) as unknown as Settings;
}

export const DEFAULT_SETTINGS = settingsFrom(SETTINGS.map((setting) => setting.default));
