// Undo and redo. Every drawing that was on the canvas is kept as the state it was, so whatever changed it (a stroke, a
// dot, Clear, a sample, the keyboard, a link) is taken back in the same way.

const MOST_KEPT = 100;

/** began: the first state is there. drawn: it was followed by another drawing. replaced, remembered: see below. */
export type HistoryChange = "began" | "drawn" | "undone" | "redone" | "replaced" | "remembered";
export type HistoryListener<State> = (change: HistoryChange, state: State) => void;

export interface History<State> {
  started(): boolean;
  canUndo(): boolean;
  canRedo(): boolean;
  /** Takes note of what the canvas shows, which may be the same drawing as before. */
  record(state: State): void;
  /** Takes a state that the canvas is about to show for no new drawing, and gives it back. */
  replace(state: State): State;
  /** Keeps what Undo shall bring back although this visit has not shown it. */
  remember(state: State): void;
  /** The state before the present one, which becomes the present one; null where there is none. */
  undo(): State | null;
  /** The state that Undo has taken back last; null where there is none. */
  redo(): State | null;
  onChange(listener: HistoryListener<State>): void;
}

interface Entry<State> {
  state: State;
  key: string;
}

/** keyOf: a text that is the same for states that are the same drawing. */
export function createHistory<State>(keyOf: (state: State) => string): History<State> {
  let past: Entry<State>[] = []; // the latest is last
  let present: Entry<State> | null = null;
  let future: Entry<State>[] = []; // the next is first
  const listeners: HistoryListener<State>[] = [];

  const entryOf = (state: State): Entry<State> => ({ state, key: keyOf(state) });

  function keepAsPast(entry: Entry<State>): void {
    past = [...past, entry].slice(-MOST_KEPT);
  }

  function tell(change: HistoryChange, state: State): void {
    for (const listener of listeners) listener(change, state);
  }

  function record(state: State): void {
    const entry = entryOf(state);
    const before = present;
    present = entry;
    if (!before) {
      tell("began", state);
    } else if (before.key !== entry.key) {
      keepAsPast(before);
      future = [];
      tell("drawn", state);
    }
  }

  function replace(state: State): State {
    present = entryOf(state);
    tell("replaced", state);
    return state;
  }

  function remember(state: State): void {
    keepAsPast(entryOf(state));
    tell("remembered", state);
  }

  function undo(): State | null {
    const last = past.at(-1);
    if (!present || !last) return null;
    future = [present, ...future];
    past = past.slice(0, -1);
    present = last;
    tell("undone", last.state);
    return last.state;
  }

  function redo(): State | null {
    const [next, ...later] = future;
    if (!present || !next) return null;
    keepAsPast(present);
    future = later;
    present = next;
    tell("redone", next.state);
    return next.state;
  }

  return {
    started: () => present !== null,
    canUndo: () => present !== null && past.length > 0,
    canRedo: () => future.length > 0,
    record,
    replace,
    remember,
    undo,
    redo,
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}
