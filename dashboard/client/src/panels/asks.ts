// The buttons beside the prediction that ask about it: there as long as a digit is read.
import { IDS } from "../contract";
import { byId, setText } from "../page/dom";
import { say } from "../words";

/** digit: as the prediction shows it. */
export function showAsks(digit: string): void {
  const isRead = /^\d$/.test(digit);
  for (const id of [IDS.whyOpen, IDS.whatIfOpen]) byId(id).hidden = !isRead;
  if (isRead) setText(byId(IDS.whyOpen), say("why.open", { digit }));
}
