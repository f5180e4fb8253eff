// The chosen number on the map of the network: in every earlier stage what it depends on stays bright, in every later one
// what it can reach; all else fades.
import { reachOf } from "../stages/reach";
import { view } from "../stages/view";
import { onChosen } from "./cell_readout";
import { lightUpReach } from "./overview";

onChosen((cell) => lightUpReach(cell && cell.stage === view().stage?.name ? reachOf(view(), cell.index) : null));
