// The kernels that have come from the server, by their settings; and what else reads a drawing than these.
import type { Settings } from "../contract";
import type { Kernels, Reading } from "./answers";

const MOST = 12; // Settings whose kernels are remembered.

interface KernelStore {
  /** Those of these settings, as they were learned; null where they have not come yet. */
  of(settings: Settings): Kernels | null;
  remember(settings: Settings, kernels: Kernels): void;
}

export function createKernelStore(): KernelStore {
  const known = new Map<string, Kernels>();
  return {
    of: (settings) => known.get(JSON.stringify(settings)) ?? null,
    remember(settings, kernels) {
      known.set(JSON.stringify(settings), kernels);
      const [oldest] = known.keys();
      if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    },
  };
}

/** What reads a drawing: the settings, and what the visitor has changed of the network. */
export function networkOf({ drawing, settings }: Reading): unknown {
  return [settings, drawing.edits ?? []];
}
