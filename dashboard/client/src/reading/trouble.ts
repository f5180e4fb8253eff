// What can go wrong with a question, as those that speak of it need to know.
import type { Failure } from "./ask";

/** slow: the answer is still waited for. refused: the server says in words why it will not answer. outdated: it does not
 * know what this page asks, however often it does. */
export type Trouble =
  | Failure
  | (Omit<Failure, "kind"> & { kind: "outdated" })
  | { kind: "slow" }
  | { kind: "refused"; message: string };
