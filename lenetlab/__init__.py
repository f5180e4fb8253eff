"""LeNet Lab: a small convolutional network for digits, and every number of how it reads one."""

from importlib import import_module
from typing import TYPE_CHECKING

from lenetlab.attribute import Attribution, attribute
from lenetlab.attribution import gradients, saliency
from lenetlab.attribution_check import AttributionCheck, check_attribution
from lenetlab.checkpoints import CheckpointError, load, load_pretrained, pretrained_path
from lenetlab.config import CLASSES, CONV1_ALLOWED, Conv1Config
from lenetlab.contrast import Contrast, StageContrast, contrast
from lenetlab.difference import Difference, StageDifference, difference
from lenetlab.digitness import digit_score
from lenetlab.drawing import CANVAS_SIZES, MAX_POINTS, MAX_STROKES, Drawing, DrawingError, parse_path
from lenetlab.explain import Derivation, StageIndexError, Term, explain
from lenetlab.files import replace_file, sha256
from lenetlab.influence import influence
from lenetlab.input_errors import BlankInputError, FullInputError, InputError, SeveralDigitsError, SmallInputError
from lenetlab.methods import METHODS, Method
from lenetlab.model import LeNet
from lenetlab.nearest import nearest
from lenetlab.nudge import Nudge, nudge
from lenetlab.preprocess import MNIST_MEAN, MNIST_STD, input_of, preprocess, preprocess_steps
from lenetlab.rerun import outputs
from lenetlab.samples import Mnist, MnistMissingError, cache_dir, data_dir, download_mnist, has_mnist, load_mnist
from lenetlab.steps import PreprocessStep
from lenetlab.strokes_worth import StrokeWorth, strokes_worth
from lenetlab.trace import LayerTrace, Trace, UnknownStageError, trace
from lenetlab.trace_files import TraceFileError
from lenetlab.units import StageUnits, Units, save_units, units, units_path
from lenetlab.windows import ReceptiveField

if TYPE_CHECKING:
    from lenetlab import card
    from lenetlab.card import Card, CardError, digit_threshold
    from lenetlab.card_files import read_card, save, save_card
    from lenetlab.generator import DrawnSample, drawn_sample
    from lenetlab.glyphs import GLYPHS, Glyph, parse_glyph
    from lenetlab.handwriting import Hand, any_hand, random_hand, write_glyph
    from lenetlab.rare_glyphs import ALL_GLYPHS
else:
    LATER = {
        "Card": "card",
        "CardError": "card",
        "digit_threshold": "card",
        "read_card": "card_files",
        "save": "card_files",
        "save_card": "card_files",
        "DrawnSample": "generator",
        "drawn_sample": "generator",
        "GLYPHS": "glyphs",
        "Glyph": "glyphs",
        "parse_glyph": "glyphs",
        "ALL_GLYPHS": "rare_glyphs",
        "Hand": "handwriting",
        "any_hand": "handwriting",
        "random_hand": "handwriting",
        "write_glyph": "handwriting",
    }

    def __getattr__(name: str) -> object:
        """The model card and the generator of handwriting, loaded when first asked for (PEP 562)."""
        if name == "card":
            return import_module(f"{__name__}.card")
        if name not in LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{LATER[name]}"), name)

    def __dir__() -> list[str]:
        return sorted(set(globals()) | set(__all__))


__version__ = "0.1.0"

__all__ = [
    "ALL_GLYPHS",
    "CANVAS_SIZES",
    "CLASSES",
    "CONV1_ALLOWED",
    "GLYPHS",
    "MAX_POINTS",
    "MAX_STROKES",
    "METHODS",
    "MNIST_MEAN",
    "MNIST_STD",
    "Attribution",
    "AttributionCheck",
    "BlankInputError",
    "Card",
    "CardError",
    "CheckpointError",
    "Contrast",
    "Conv1Config",
    "Derivation",
    "Difference",
    "Drawing",
    "DrawingError",
    "DrawnSample",
    "FullInputError",
    "Glyph",
    "Hand",
    "InputError",
    "LayerTrace",
    "LeNet",
    "Method",
    "Mnist",
    "MnistMissingError",
    "Nudge",
    "PreprocessStep",
    "ReceptiveField",
    "SeveralDigitsError",
    "SmallInputError",
    "StageContrast",
    "StageDifference",
    "StageIndexError",
    "StageUnits",
    "StrokeWorth",
    "Term",
    "Trace",
    "TraceFileError",
    "Units",
    "UnknownStageError",
    "any_hand",
    "attribute",
    "cache_dir",
    "card",
    "check_attribution",
    "contrast",
    "data_dir",
    "difference",
    "digit_score",
    "digit_threshold",
    "download_mnist",
    "drawn_sample",
    "explain",
    "gradients",
    "has_mnist",
    "influence",
    "input_of",
    "load",
    "load_mnist",
    "load_pretrained",
    "nearest",
    "nudge",
    "outputs",
    "parse_glyph",
    "parse_path",
    "preprocess",
    "preprocess_steps",
    "pretrained_path",
    "random_hand",
    "read_card",
    "replace_file",
    "saliency",
    "save",
    "save_card",
    "save_units",
    "sha256",
    "strokes_worth",
    "trace",
    "units",
    "units_path",
    "write_glyph",
]
