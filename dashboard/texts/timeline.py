"""The timeline: the slider over all stages, single steps and play."""

LAYER = "Layer"
LAYER_HELP = (
    "Which stage is shown below: from your drawing, through its preparation and every layer of the network, to the ten "
    "probabilities. Drag it, use the arrow keys, or pick a picture from the map of the network."
)
PREVIOUS = "Previous"
PREVIOUS_TITLE = "Go back one stage (←)"
STEP = "Single step"
STEP_TITLE = "Go on to the next stage (→)"
PLAY = "Play all"
PLAY_TITLE = "Walk through all stages; once more to pause (Space)"
SPEED = "Speed"
SLOW = "Slow"
NORMAL = "Normal"
FAST = "Fast"
SPEEDS = {2200: SLOW, 1100: NORMAL, 500: FAST}  # milliseconds a stage

CLIENT: dict[str, str] = {"layer": LAYER, "play": PLAY, "pause": "Pause"}
