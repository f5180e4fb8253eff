"""The model card in types: what is read, what is refused by name, and that nothing is lost on the way."""

import contextlib
import copy
import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll
from tests.odd_records import put_anywhere

COMMITTED = ll.pretrained_path().with_suffix(".json")


def committed() -> dict[str, Any]:
    """The record of the card that comes along, to be changed at will."""
    record: dict[str, Any] = json.loads(COMMITTED.read_text(encoding="utf-8"))
    return record


def changed(*path: str | int, to: object) -> dict[str, Any]:
    """The record with another value at one place."""
    record = committed()
    place: Any = record
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = to
    return record


# ---- cards of every form ----

# Names that no card knows: they are the author's own. Numbers that JSON can write.
OWN_NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8).map(lambda text: f"my {text}")
OWN_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6) | st.text(max_size=5),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=5), values, max_size=3),
    max_leaves=4,
)
EXTRA = st.dictionaries(OWN_NAMES, OWN_VALUES, max_size=2)
COUNTS = st.integers(0, 10**9)
SHARES = st.floats(0, 1)
DIGITS = st.integers(0, ll.CLASSES - 1)
TEXTS = st.text(max_size=8)
SOURCES = st.sampled_from(("mnist", "pen", "generated", "my own"))


@st.composite
def shares(draw: st.DrawFn) -> ll.card.Share:
    low, value, high = sorted(draw(st.tuples(SHARES, SHARES, SHARES)))
    return ll.card.Share(value, draw(st.none() | st.just((low, high))), draw(st.none() | COUNTS))


def rows(part: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(part, min_size=least, max_size=3).map(tuple)


MEASURED = st.builds(ll.card.Measured, st.sampled_from(ll.Conv1Config.all()), shares(), extra=EXTRA)
BINS = rows(st.builds(ll.card.Bin, COUNTS, SHARES, SHARES, extra=EXTRA))
CALIBRATIONS = st.builds(ll.card.Calibration, SHARES, BINS, extra=EXTRA)
DRAWN = st.builds(ll.card.Drawn, COUNTS, st.floats(0, 100), st.booleans(), shares(), extra=EXTRA)
PHOTOS = st.builds(ll.card.Photographed, TEXTS, SOURCES, shares(), extra=EXTRA)
SHARES_BY_NAME = st.dictionaries(TEXTS, SHARES, max_size=3)
SCORES = st.builds(
    ll.card.DigitScore, st.none() | SHARES, SHARES_BY_NAME, SHARES_BY_NAME, st.none() | SHARES, st.none() | SHARES,
    extra=EXTRA,
)  # fmt: skip
EVALUATIONS = st.builds(
    ll.card.Evaluation,
    configurations=rows(MEASURED),
    filters=rows(st.builds(ll.card.AnyFilters, COUNTS, SHARES, SHARES, extra=EXTRA)),
    confusion=st.just(()) | st.just(((3,) * ll.CLASSES,) * ll.CLASSES),
    misread=st.none() | rows(st.builds(ll.card.Misread, COUNTS, DIGITS, DIGITS)),
    calibration=st.dictionaries(SOURCES, CALIBRATIONS, max_size=2),
    drawn=st.dictionaries(st.sampled_from(("pen", "generated")), rows(DRAWN, 1)),
    photos=rows(PHOTOS),
    digit_score=SCORES,
    printed=st.none() | shares(),
    tempered=SHARES_BY_NAME,
    extra=EXTRA,
)
ACCURACIES = st.builds(ll.card.Accuracies, SHARES, SHARES, SHARES, extra=EXTRA)
RECIPES = st.builds(ll.card.Recipe, COUNTS, COUNTS, st.none() | COUNTS, EXTRA)
SPREADS = st.builds(
    ll.card.Spread, RECIPES, rows(st.builds(ll.card.ShortRun, COUNTS, ACCURACIES)), ACCURACIES, ACCURACIES, extra=EXTRA
)
GENERALITIES = st.builds(
    ll.card.Generality,
    RECIPES,
    rows(st.builds(ll.card.KeptAside, TEXTS, shares(), SHARES, SHARES, SHARES, extra=EXTRA)),
    st.none() | st.floats(0.1, 10),
    extra=EXTRA,
)
CARDS = st.builds(
    ll.Card,
    name=st.none() | TEXTS,
    trained_on=st.none() | TEXTS,
    date=st.none() | TEXTS,
    recipe=st.none() | RECIPES,
    epochs=st.none() | COUNTS,
    seed=st.none() | COUNTS,
    seconds=st.none() | st.floats(0, 1e9),
    history=rows(st.builds(ll.card.Epoch, COUNTS, SHARES, SHARES)),
    data_sha256=st.none() | TEXTS,
    versions=st.dictionaries(TEXTS, TEXTS, max_size=2),
    weights=st.none() | COUNTS,
    held_back=st.builds(ll.card.HeldBack, *[st.none() | SHARES] * 5, extra=EXTRA),
    evaluation=EVALUATIONS,
    architecture=st.none() | TEXTS,
    weights_sha256=st.none() | TEXTS,
    spread=st.none() | SPREADS,
    generality=st.none() | GENERALITIES,
    version=st.sampled_from((1, 2)),
    extra=EXTRA,
)


@settings(max_examples=60, deadline=None)
@given(CARDS)
def test_what_a_card_writes_as_json_reads_as_the_same_card(card: ll.Card) -> None:
    as_text = json.dumps(card.to_json(), allow_nan=False)
    assert ll.Card.from_json(json.loads(as_text)) == card


@settings(max_examples=50, deadline=None)
@given(CARDS)
def test_of_a_card_without_damage_the_lenient_reading_is_the_strict_one(card: ll.Card) -> None:
    assert ll.Card.from_json(card.to_json(), lenient=True) == card


def test_the_card_that_comes_along_is_written_as_it_was_read_to_the_letter() -> None:
    card = ll.read_card()
    assert json.dumps(card.to_json(), indent=2) + "\n" == COMMITTED.read_text(encoding="utf-8")
    assert ll.Card.from_json(card.to_json()) == card
    assert card.version == 2


def test_the_card_that_comes_along_says_what_its_record_says() -> None:
    card, record = ll.read_card(), committed()
    stated = record["evaluation"]
    assert card.evaluation.default is not None
    assert card.evaluation.default.conv1 == ll.Conv1Config()
    assert [row.accuracy.value for row in card.evaluation.configurations] == [
        row["test"] for row in stated["configurations"]
    ]
    assert [row.accuracy.interval for row in card.evaluation.drawn["pen"]] == [
        (row["low"], row["high"]) for row in stated["pen"]
    ]
    assert ll.digit_threshold(card) == stated["digit_score"]["threshold"]
    assert [(epoch.number, epoch.default, epoch.smallest) for epoch in card.history] == [
        tuple(row) for row in record["history"]
    ]
    assert card.spread is not None
    assert [run.seed for run in card.spread.runs] == [1, 2, 3]


def test_a_card_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ll.read_card().name = "another"  # type: ignore[misc]


# ---- what is refused ----


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (changed("evaluation", "configurations", 3, "test", to=1.4),
         "evaluation.configurations[3].test is 1.4; allowed: 0 to 1"),
        (changed("evaluation", "configurations", 3, "test", to=True),
         "evaluation.configurations[3].test is True; allowed: 0 to 1"),
        (changed("evaluation", "configurations", 3, "low", to=0.999),
         "evaluation.configurations[3].low is 0.999; allowed: 0 to test, which is 0.9934"),
        (changed("evaluation", "configurations", 3, "high", to=0.5),
         "evaluation.configurations[3].high is 0.5; allowed: test, which is 0.9934, to 1"),
        (changed("evaluation", "configurations", 3, "kernel_size", to=4),
         "evaluation.configurations[3]: kernel_size is 4; allowed: 3, 5"),
        (changed("evaluation", "configurations", 3, "weights", to=5),
         "evaluation.configurations[3].weights is 5; allowed: 77466, which this configuration has"),
        (changed("evaluation", "configurations", 3, to={"kernel_size": 3}),
         "evaluation.configurations[3] has no 'stride'"),
        (changed("evaluation", "configurations", to="many"), "evaluation.configurations is 'many'; allowed: a list"),
        (changed("evaluation", "confusion", 2, to=[1, 2]), "evaluation.confusion[2] has 2 items; allowed: 10"),
        (changed("evaluation", "confusion", 2, 4, to=-1),
         "evaluation.confusion[2][4] is -1; allowed: a whole number, 0 or more"),
        (changed("evaluation", "misread", 0, 1, to=10), "evaluation.misread[0][1] is 10; allowed: a digit, 0 to 9"),
        (changed("evaluation", "calibration", "pen", "bins", 1, "count", to=2.5),
         "evaluation.calibration['pen'].bins[1].count is 2.5; allowed: a whole number, 0 or more"),
        (changed("evaluation", "pen", 0, "moved", to="no"),
         "evaluation.pen[0].moved is 'no'; allowed: true or false"),
        (changed("evaluation", "pen", 0, "brush", to=-2),
         "evaluation.pen[0].brush is -2; allowed: a number, 0 or more"),
        (changed("evaluation", "digit_score", "others_accepted", "two digits", to=float("nan")),
         "evaluation.digit_score.others_accepted['two digits'] is nan; allowed: 0 to 1"),
        (changed("evaluation", "digit_score", to=3), "evaluation.digit_score is 3; allowed: a JSON object"),
        (changed("history", 1, to=[2, 0.5]), "history[1] has 2 items; allowed: 3"),
        (changed("spread", "mean", to={"default": 0.9}), "spread.mean has no 'mean'"),
        (changed("recipe", to={"epochs": 3}), "recipe has no 'batch_size'"),
        (changed("seed", to="three"), "seed is 'three'; allowed: a whole number, 0 or more"),
        (changed("name", to=7), "name is 7; allowed: text"),
        (changed("versions", to={"torch": 2}), "versions['torch'] is 2; allowed: text"),
        (changed("version", to=3), "card version 3; this lenetlab reads up to 2"),
        (changed("version", to=0), "version is 0; allowed: a whole number, 1 to 2"),
        (changed("version", to="2"), "version is '2'; allowed: a whole number, 0 or more"),
        ([], "the card is []; allowed: a JSON object"),
        ({3: "three"}, "the card has an entry named 3; allowed: names that are text"),
    ],
)  # fmt: skip
def test_what_no_card_states_is_refused_with_its_place_and_what_is_allowed(record: object, message: str) -> None:
    with pytest.raises(ll.CardError) as caught:
        ll.Card.from_json(record)
    assert str(caught.value) == message
    assert isinstance(caught.value, ll.CheckpointError)
    assert isinstance(caught.value, ValueError)


def test_no_error_repeats_a_value_that_is_made_to_be_long() -> None:
    for value in ("x" * 10_000, [[0] * 10_000], 10**5_000):
        with pytest.raises(ll.CardError) as caught:
            ll.Card.from_json({"epochs": value})
        assert len(str(caught.value)) < 200


@pytest.mark.parametrize("not_a_card", [{"evaluation": {"digit_score": {"threshold": 0.5}}}, None, "card.json"])
def test_the_threshold_is_asked_of_a_card_and_the_error_says_how_to_make_one(not_a_card: Any) -> None:
    message = f"card is of type {type(not_a_card).__name__}; allowed: a Card, which lenetlab.Card.from_json"
    with pytest.raises(ll.CardError, match=message):
        ll.digit_threshold(not_a_card)


ODD = st.sampled_from(
    [
        None,
        True,
        -1,
        0,
        2,
        1e308,
        float("nan"),
        float("inf"),
        10**400,
        "",
        "7",
        [],
        {},
        [[]],
        [None],
        {"": None},
        {1: 2},
    ]
)


@settings(max_examples=120, deadline=None)
@given(data=st.data(), odd=ODD)
def test_a_card_with_something_odd_anywhere_in_it_is_read_or_refused_and_leniently_always_read(
    data: st.DataObject, odd: object
) -> None:
    record: Any = committed()
    put_anywhere(record, odd, data)
    lenient = ll.Card.from_json(record, lenient=True)
    with contextlib.suppress(ll.CardError):
        assert ll.Card.from_json(record) == lenient


@given(OWN_VALUES)
def test_whatever_json_there_is_a_lenient_reading_makes_a_card_of_it(record: object) -> None:
    assert isinstance(ll.Card.from_json(record, lenient=True), ll.Card)


# ---- what is missing or damaged ----


def test_a_card_that_states_nothing_is_a_card_and_so_is_one_in_which_parts_are_null() -> None:
    assert ll.Card.from_json({}) == ll.Card(version=1)
    assert ll.Card.from_json({"evaluation": None, "seed": None, "history": []}) == ll.Card(version=1)
    assert ll.Card.from_json({"evaluation": {"digit_score": {"threshold": 0.25}}}).evaluation.configurations == ()
    assert ll.digit_threshold(ll.Card()) is None


@pytest.mark.parametrize("threshold", [10**400, -0.1, 1.5, True, "0.5", [[]], float("inf"), float("nan")])
def test_a_lenient_reading_hides_what_is_damaged_and_that_alone(threshold: object) -> None:
    whole = ll.read_card()
    read = ll.Card.from_json(changed("evaluation", "digit_score", "threshold", to=threshold), lenient=True)
    assert ll.digit_threshold(read) is None
    assert dataclasses.replace(read.evaluation.digit_score, threshold=ll.digit_threshold(whole)) == (
        whole.evaluation.digit_score
    )
    assert dataclasses.replace(read.evaluation, digit_score=whole.evaluation.digit_score) == whole.evaluation
    assert dataclasses.replace(read, evaluation=whole.evaluation) == whole


def test_a_lenient_reading_of_a_newer_version_reads_nothing_of_it() -> None:
    assert ll.Card.from_json(changed("version", to=3), lenient=True) == ll.Card(version=3)


# ---- on disk ----


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "own.safetensors"
    ll.save(ll.LeNet(seed=5), path, ll.Card(name="own", extra={"my_note": ["kept", {"as": "it is"}]}))
    return path


def test_entries_of_names_that_no_card_knows_survive_every_read_and_write(path: Path) -> None:
    card = ll.read_card(path)
    ll.save_card(path, dataclasses.replace(card, epochs=7))
    again = ll.read_card(path)
    assert (again.name, again.epochs, again.extra) == ("own", 7, {"my_note": ["kept", {"as": "it is"}]})


def test_a_card_may_be_given_as_a_plain_mapping_and_is_checked_all_the_same(path: Path) -> None:
    ll.save_card(path, {"name": "mine", "evaluation": {"my_measure": 3}})
    card = ll.read_card(path)
    assert (card.name, card.evaluation.extra, card.version) == ("mine", {"my_measure": 3}, 2)
    before = path.with_suffix(".json").read_text()
    with pytest.raises(ll.CardError, match="epochs is 'few'; allowed: a whole number, 0 or more"):
        ll.save_card(path, {"epochs": "few"})
    with pytest.raises(ll.CardError, match=r"card is 3; allowed: a lenetlab\.Card, or a mapping of JSON values"):
        ll.save_card(path, 3)  # type: ignore[arg-type]
    assert path.with_suffix(".json").read_text() == before


def test_a_card_that_could_not_be_read_again_is_not_written(path: Path) -> None:
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    wrong: list[tuple[ll.Card, str]] = [
        (ll.Card(extra={"deep": deep}), "the card is nested too deeply to be written"),
        (ll.Card(held_back=ll.card.HeldBack(quality=1.5)), "held_back.quality is 1.5; allowed: 0 to 1"),
        (ll.Card(name="one", extra={"name": "another"}), "an entry of extra has the name of another"),
        (ll.Card(evaluation=ll.card.Evaluation(drawn={"chalk": ()})), "would read otherwise than it was given"),
    ]
    for card, message in wrong:
        with pytest.raises(ll.CardError, match=message.replace(".", r"\.")):
            ll.save(ll.LeNet(seed=6), path, card)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_a_card_of_a_newer_version_is_refused_by_name_and_file_however_it_is_read(path: Path) -> None:
    file = path.with_suffix(".json")
    file.write_text(json.dumps({**json.loads(file.read_text()), "version": 3}))
    for lenient in (False, True):
        with pytest.raises(ll.CardError, match=r"own\.json: card version 3; this lenetlab reads up to 2"):
            ll.read_card(path, lenient=lenient)


def test_a_damaged_card_on_disk_is_refused_with_its_file_and_place_or_read_without_the_damage(path: Path) -> None:
    file = path.with_suffix(".json")
    file.write_text(json.dumps({**json.loads(file.read_text()), "seconds": -1}))
    with pytest.raises(ll.CardError, match=r"model card .*own\.json: seconds is -1; allowed: a number, 0 or more"):
        ll.read_card(path)
    card = ll.read_card(path, lenient=True)
    assert (card.name, card.seconds) == ("own", None)


def test_a_card_without_a_version_is_of_the_first_and_is_written_as_the_newest(path: Path) -> None:
    file = path.with_suffix(".json")
    record = json.loads(file.read_text())
    del record["version"]
    file.write_text(json.dumps(record))
    card = ll.read_card(path)
    assert card.version == 1
    ll.save_card(path, card)
    assert ll.read_card(path) == dataclasses.replace(card, version=2)


def test_a_card_that_is_copied_deeply_is_the_same_card() -> None:
    card = ll.read_card()
    assert copy.deepcopy(card) == card
