// The chosen number on the map of the network: in every earlier stage what it depends on stays bright, in every later one
// what it can reach; all else fades. Numbers of the preparation have no part in it.
import { KINDS } from "../stages/kinds";
import { type Reach, reachOf } from "../stages/reach";
import { view } from "../stages/view";
import { type ChosenCell, onChosen } from "./cell_readout";
import { lightUpReach } from "./overview";

onChosen((cell) => lightUpReach(reachOfChosen(cell)));

function reachOfChosen(cell: ChosenCell | null): Reach | null {
  const { stage } = view();
  if (!cell || !stage || stage.name !== cell.stage || KINDS[stage.kind].isOfTheDrawing) return null;
  return reachOf(view(), cell.index);
}
