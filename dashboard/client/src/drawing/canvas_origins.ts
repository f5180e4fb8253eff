// The pictures of this visit, for all that work with them.
import { createOrigins } from "./picture_origins";

export const canvasOrigins = createOrigins();
