"""What the committed checkpoint promises: every configuration works, and drawn digits are read as MNIST's are.

`python -m training.evaluate` measures the same on everything; here every canvas, brush and place takes another sixth of
the pen digits, so that all of them are read, and most more than once.
"""

from math import comb

import pytest
import torch

import lenetlab as ll
from tests.conftest import need
from training.canvas import as_digits, draw_many, seeds
from training.data import Digits, load_test
from training.evaluation import MEASURED_ENTROPY
from training.handwritten import handwritten_digits
from training.measure import accuracy, calibration, hits, logits_of, share_refused
from training.nondigits import UNSEEN_SHAPE, seen_nondigit
from training.pen import SETTINGS, PenDigit, Setting, default_path, load_pen, seen_pen
from training.photographed import CHUNK, inks_of_mnist, inks_of_pen, seen_photo
from training.photos import PHOTOS
from training.promises import before, rows

pytestmark = pytest.mark.long
DEFAULT = ll.Conv1Config()
ANY_FILTERS = [
    ll.Conv1Config(conv1.kernel_size, conv1.stride, conv1.padding, filters)
    for conv1 in ll.Conv1Config.all()
    if conv1.filters == 16
    for filters in ll.CONV1_ALLOWED["filters"]
    if filters not in (6, 12, 16)
]
PARTS = 6
# The kinds that the committed checkpoint was trained on.
PROMISED = ("letter", "sign", "scribble", "two digits", "almost nothing")
# What the committed card says itself that the weights do not keep, and nothing else.
NOT_KEPT = {
    "picture, pen: thin line, 12 megapixels",
    "printed letter of an alphabet never met taken for a digit",
    "short scribble taken for a digit",
    "unseen shape taken for a digit",
}
PHOTOGRAPHED = {"thin line, 12 megapixels": 4}  # digits of each source; a picture of this kind takes a second
OTHERWISE = 20
FIRST_SEED = 1_000  # the evaluation takes 0 to 199
CHANCE = 1e-3  # that weights as good as the card says read fewer than is allowed
LEAST = {
    (140, 4): 0.97,
    (140, 6): 0.97,
    (140, 10): 0.97,
    (140, 14): 0.96,
    (28, 1.2): 0.96,
    (28, 2): 0.96,
    (28, 3): 0.96,
}


@pytest.fixture(scope="module")
def test_images(mnist: ll.Mnist) -> Digits:
    return load_test(torch.device("cpu"))


@pytest.fixture(scope="module")
def written() -> list[PenDigit]:
    need(default_path().exists(), f"{default_path()} is not there")
    return load_pen(default_path())


@pytest.fixture(scope="module")
def pen(written: list[PenDigit]) -> dict[Setting, Digits]:
    parts = {setting: written[number % PARTS :: PARTS] for number, setting in enumerate(SETTINGS)}
    items = [(setting, index, pen) for setting, part in parts.items() for index, pen in enumerate(part)]
    drawn = draw_many(seen_pen, items)
    counts = [len(part) for part in parts.values()]
    split = zip(drawn.images.split(counts), drawn.labels.split(counts), strict=True)
    return {setting: Digits(*part) for setting, part in zip(parts, split, strict=True)}


def test_the_default_configuration_reads_995_of_1000(model: ll.LeNet, test_images: Digits) -> None:
    assert accuracy(model, test_images, DEFAULT) >= 0.995


@pytest.mark.parametrize("conv1", ll.Conv1Config.all(), ids=str)
def test_every_configuration_reads_99_of_100(model: ll.LeNet, test_images: Digits, conv1: ll.Conv1Config) -> None:
    found = accuracy(model, test_images, conv1)
    assert found >= 0.99
    row = next(row for row in ll.read_card().evaluation.configurations if row.conv1 == conv1)
    assert row.accuracy.value == pytest.approx(found, abs=2.1e-4)


def test_every_number_of_filters_works_and_four_are_enough_for_97_of_100(model: ll.LeNet, test_images: Digits) -> None:
    some = test_images.take(torch.arange(0, 10_000, 20))
    found = {conv1: accuracy(model, some, conv1) for conv1 in ANY_FILTERS}
    assert len(found) == 12 * 13
    assert min(share for conv1, share in found.items() if conv1.filters >= 4) >= 0.97
    assert min(found.values()) >= 0.5


@pytest.mark.parametrize("moved", [False, True], ids=["as written", "moved and scaled"])
@pytest.mark.parametrize(("size", "brush"), LEAST)
def test_digits_that_people_drew_are_read(
    model: ll.LeNet, pen: dict[Setting, Digits], size: int, brush: float, moved: bool
) -> None:
    drawn = pen[size, brush, moved]
    assert len(drawn) in (1_248, 1_249)
    assert hits(logits_of(model, drawn), drawn.labels) >= LEAST[size, brush]


def test_probabilities_are_what_they_say(model: ll.LeNet, test_images: Digits, pen: dict[Setting, Digits]) -> None:
    most = {0.01: [test_images], 0.02: [drawn for (_, _, moved), drawn in pen.items() if not moved]}
    for limit, digits in most.items():
        logits = torch.cat([logits_of(model, part) for part in digits])
        labels = torch.cat([part.labels for part in digits])
        assert calibration(logits, labels).error <= limit


def test_digits_pass_for_digits_and_little_else_does(model: ll.LeNet, test_images: Digits) -> None:
    threshold = ll.digit_threshold(ll.read_card())
    assert threshold is not None
    written = handwritten_digits(500, MEASURED_ENTROPY)
    assert share_refused(logits_of(model, test_images), threshold) <= 0.01
    assert share_refused(logits_of(model, written), threshold) <= 0.02  # odd hands among them
    refused = {
        kind: share_refused(
            logits_of(model, as_digits([seen_nondigit(kind, seed) for seed in seeds(100, (3,))])), threshold
        )
        for kind in (*PROMISED, UNSEEN_SHAPE)
    }
    assert refused["scribble"] >= 0.85
    assert min(refused[kind] for kind in PROMISED) >= 0.8
    assert sum(refused[kind] for kind in PROMISED) / len(PROMISED) >= 0.9
    assert refused[UNSEEN_SHAPE] >= 0.75


def test_what_the_card_states_keeps_every_promise_but_those_that_are_named_here() -> None:
    found = rows(ll.read_card().evaluation, before())
    assert {row.promise.what for row in found if row.kept is False} == NOT_KEPT
    assert len([row for row in found if row.kept]) >= 40


def fewest_hits(share: ll.card.Share, count: int) -> int:
    """Of so many digits the fewest that are read by weights that read this share, at the low end of its interval.

    Fewer have a chance of CHANCE at most, by the binomial distribution.
    """
    low = share.interval[0] if share.interval else share.value
    below = 0.0
    for hit in range(count + 1):
        below += comb(count, hit) * low**hit * (1 - low) ** (count - hit)
        if below > CHANCE:
            return hit
    return count


def test_the_allowance_for_chance_is_that_of_the_binomial_distribution() -> None:
    assert fewest_hits(ll.card.Share(1.0), 20) == 20
    assert fewest_hits(ll.card.Share(0.5), 10) == 1  # none at all: 0.001; one or none: 0.011
    assert fewest_hits(ll.card.Share(0.99, (0.9, 1.0)), 20) == fewest_hits(ll.card.Share(0.9), 20) == 13


@pytest.mark.parametrize("kind", PHOTOS)
def test_digits_on_paper_are_read_as_often_as_the_card_says(
    model: ll.LeNet, test_images: Digits, written: list[PenDigit], kind: str
) -> None:
    count = PHOTOGRAPHED.get(kind, OTHERWISE)
    stated = {row.source: row.accuracy for row in ll.read_card().evaluation.photos if row.kind == kind}
    assert set(stated) == {"mnist", "pen"}
    for source, inks in {"mnist": inks_of_mnist(test_images, count), "pen": inks_of_pen(written, count)}.items():
        items = [(kind, source, seed, ink, label) for seed, (ink, label) in enumerate(inks, FIRST_SEED)]
        drawn = draw_many(seen_photo, items, chunk=CHUNK)
        found = round(count * hits(logits_of(model, drawn), drawn.labels))
        assert found >= fewest_hits(stated[source], count), source


def test_it_is_one_small_file(model: ll.LeNet) -> None:
    path = ll.pretrained_path()
    assert path.stat().st_size <= 2_000_000
    assert max(conv1.weights for conv1 in [*ll.Conv1Config.all(), *ANY_FILTERS]) <= 120_000
