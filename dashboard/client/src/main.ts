// Where the page's code begins. Importing a panel makes it listen to the page. Here Dash gets to know the functions that
// it calls when one of its own components changes, and panels that must not know each other are brought together.
import "./panels/theme"; // First of all, so that nothing flashes.
import "./page/print";
import "./page/static_markup";
import "./panels/explain";
import "./panels/filmstrip";
import "./panels/keyboard_pen";
import "./panels/likes";
import "./panels/menus";
import "./panels/overview";
import "./panels/picture";
import "./panels/reach";
import "./panels/settings_row";
import "./panels/sheet";
import "./panels/shortcuts";
import "./panels/stage_tabs";
import "./panels/table";
import "./panels/undo";
import "./panels/derivation";
import "./panels/attribution";
import "./panels/what_if";
import "./panels/changes";
import "./panels/compare";
import "./panels/why";
import "./model_page/model_page";
import "./take_home/take_home";
import { registerClientFunctions } from "./dash";
import { brushChanged, read, resize } from "./panels/canvas";
import { settings, showNote } from "./panels/controls";
import { noteControls } from "./panels/link";
import * as slide from "./panels/slide";
import { stageChanged } from "./panels/stage";
import * as timeline from "./panels/timeline";
import { onNote } from "./reading/session";

onNote(showNote);

registerClientFunctions("canvas", { read, resize, brushChanged });
registerClientFunctions("controls", { settings });
registerClientFunctions("link", { note: noteControls });
registerClientFunctions("stage", { stageChanged });
registerClientFunctions("timeline", { pace: timeline.pace });
registerClientFunctions("slide", { pace: slide.pace, move: slide.move });
