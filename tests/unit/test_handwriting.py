"""The generator of handwriting: repeatable, never the same twice, and a digit to whoever reads it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lenetlab as ll

DIGITS = range(10)


@given(seed=st.integers(0, 2**60), size=st.sampled_from([28, 140]), height=st.floats(0.05, 0.92))
@settings(max_examples=60, deadline=None)
def test_any_seed_makes_the_same_digit_again_and_wholly_on_the_canvas(seed: int, size: int, height: float) -> None:
    sample, again = (ll.drawn_sample(seed, size, height=height) for _ in range(2))
    assert (sample.drawing.strokes, sample.label, sample.way) == (again.drawing.strokes, again.label, again.way)
    points = np.vstack([np.array(stroke) for stroke in sample.drawing.strokes])
    assert (points >= 0).all()
    assert (points <= size).all()
    assert np.ptp(points[:, 1]) <= height * size + 0.01


@pytest.mark.parametrize("digit", DIGITS)
def test_every_digit_is_written_in_all_its_ways(digit: int) -> None:
    ways = {ll.drawn_sample(seed, digit=digit).way for seed in range(600)}
    assert ways == {glyph.name for glyph in ll.GLYPHS[digit]}
    assert len(ways) >= 8


@pytest.mark.parametrize(
    ("digit", "way"),
    [(0, "slashed"), (1, "bar"), (1, "flag and foot"), (2, "small loop"), (2, "swan"), (4, "open, two strokes"),
     (4, "closed, two strokes"), (4, "one stroke, cup and stem"), (7, "plain"), (7, "crossed"),
     (9, "ring, straight stem"), (9, "ring, curled tail")],
)  # fmt: skip
def test_the_ways_that_the_world_writes_them_are_there(digit: int, way: str) -> None:
    assert way in {glyph.name for glyph in ll.GLYPHS[digit]}


@pytest.mark.parametrize("digit", DIGITS)
def test_the_same_way_never_looks_the_same_twice(digit: int) -> None:
    way = ll.GLYPHS[digit][0].name
    samples = [ll.drawn_sample(seed, digit=digit) for seed in range(200)]
    images = np.stack([ll.preprocess(s.drawing).numpy().ravel() for s in samples if s.way == way])
    apart = np.sqrt(((images[:, None] - images[None]) ** 2).mean(2))  # (n, n), in standard deviations of MNIST
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 0
    assert np.median(apart.min(1)) > 0.2


def test_hands_differ_in_all_that_makes_a_hand() -> None:
    rng = np.random.default_rng(0)
    hands = [ll.random_hand(rng) for _ in range(300)]
    slants, aspects = [hand.slant for hand in hands], [hand.aspect for hand in hands]
    assert np.std(slants) > 0.1
    assert max(aspects) > 1.8 * min(aspects)
    assert {hand.stride for hand in hands} >= {1, 2, 3, 4}
    assert {hand.rounding for hand in hands} == {True, False}


def test_a_steady_hand_writes_the_glyph_as_it_is_described() -> None:
    glyph = ll.parse_glyph("corner and dot", "0,0 100,0 / 100,100 | 20,80 22,80")
    steady = ll.Hand(aspect=1.0)
    corner, dot = ll.write_glyph(glyph, steady, np.random.default_rng(0))
    np.testing.assert_allclose(corner[[0, -1]], [(-0.5, -0.5), (0.5, 0.5)], atol=1e-9)
    assert np.abs(corner - (0.5, -0.5)).sum(1).min() < 1e-9
    np.testing.assert_allclose(dot[0], (-0.3, 0.3), atol=1e-9)
    slanted, _ = ll.write_glyph(glyph, replace(steady, slant=0.5), np.random.default_rng(0))
    np.testing.assert_allclose(slanted[[0, -1]], [(-0.25, -0.5), (0.25, 0.5)], atol=1e-9)


@pytest.mark.parametrize("text", ["", "50,50", "0,0 9,9 | 5,5", "1,2 x,y"])
def test_a_text_that_is_no_glyph_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"every stroke needs two points|not enough values|could not convert"):
        ll.parse_glyph("nothing", text)


def test_a_broken_hand_leaves_gaps_and_a_quick_one_fewer_points() -> None:
    glyph = ll.GLYPHS[8][0]
    careful = ll.Hand()
    (whole,) = ll.write_glyph(glyph, careful, np.random.default_rng(1))
    assert len(ll.write_glyph(glyph, replace(careful, gap=1.0), np.random.default_rng(1))) == 2
    (quick,) = ll.write_glyph(glyph, replace(careful, stride=4), np.random.default_rng(1))
    assert len(quick) < len(whole) / 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({"seed": -1}, "seed is -1"), ({"seed": 1.5}, "seed is 1.5"), ({"seed": True}, "seed is True"),
     ({"seed": 0, "digit": 10}, "digit is 10; allowed: 0 to 9"), ({"seed": 0, "digit": "7"}, "digit is '7'"),
     ({"seed": 0, "height": 2}, "height is 2; allowed: 0.05 to 0.92"), ({"seed": 0, "size": 30}, "size is 30")],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_by_name(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ll.drawn_sample(**arguments)


def test_drawn_digits_are_read_as_what_they_were_meant_to_be(model: ll.LeNet) -> None:
    samples = [ll.drawn_sample(seed) for seed in range(400)]
    hits = sum(ll.trace(model, ll.preprocess(s.drawing)).prediction == s.label for s in samples)
    assert hits >= 0.96 * len(samples)


STEADY = ll.Hand(aspect=0.7)
SEVEN_CROSSED = ll.parse_glyph("crossed", "14,4 48,3 82,2 / 60,50 42,100 | 30,52 54,50 78,48")


def lengths(hand: ll.Hand, glyph: ll.Glyph = SEVEN_CROSSED) -> list[float]:
    """How long each stroke is that this hand writes."""
    strokes = ll.write_glyph(glyph, hand, np.random.default_rng(3))
    return [float(np.hypot(*np.diff(stroke, axis=0).T).sum()) for stroke in strokes]


def test_a_hand_that_joins_strokes_stays_down_on_its_way_to_the_next() -> None:
    apart, joined = lengths(STEADY), lengths(replace(STEADY, joined=1.0))
    assert (len(apart), len(joined)) == (2, 1)
    assert joined[0] > sum(apart)


def test_a_hand_that_goes_back_over_its_strokes_or_makes_loops_at_turns_writes_longer_strokes() -> None:
    assert all(
        longer > length + 0.1
        for length, longer in zip(lengths(STEADY), lengths(replace(STEADY, retraced=1.0)), strict=True)
    )
    plain, looped = lengths(STEADY), lengths(replace(STEADY, loop=1.0))
    assert looped[0] > plain[0] + 0.05
    assert looped[1] == pytest.approx(plain[1])  # the bar has no turn


def test_bars_lie_elsewhere_and_the_rest_stays() -> None:
    hands = STEADY, replace(STEADY, bars=0.1)
    (stem, bar), (same_stem, other_bar) = (ll.write_glyph(SEVEN_CROSSED, h, np.random.default_rng(3)) for h in hands)
    np.testing.assert_allclose(stem, same_stem)
    assert np.abs(bar - other_bar).max() > 0.02


def test_straight_lines_bend_and_parts_change_their_share_of_the_height() -> None:
    line = ll.parse_glyph("line", "50,0 50,100")
    straight, bent, lower = (
        ll.write_glyph(line, hand, np.random.default_rng(3))[0]
        for hand in (STEADY, replace(STEADY, bow=0.2), replace(STEADY, thirds=(0.15, 0.0)))
    )
    assert np.ptp(straight[:, 0]) < 1e-9 < 0.01 < np.ptp(bent[:, 0])
    middle = len(straight) // 2
    assert lower[middle, 1] > straight[middle, 1] + 0.03
    np.testing.assert_allclose(lower[[0, -1]], straight[[0, -1]])


def test_any_hand_has_habits_that_a_random_hand_has_not() -> None:
    rng = np.random.default_rng(0)
    some = [ll.any_hand(rng) for _ in range(200)]
    assert all(hand.joined > 0 and hand.loop > 0 and hand.retraced > 0 for hand in some)
    assert all(hand.joined == hand.loop == hand.retraced == 0 for hand in map(ll.random_hand, [rng] * 50))
    assert max(hand.slant for hand in some) > 0.6


def test_a_digit_is_written_in_the_way_and_by_the_hand_that_are_asked_for() -> None:
    way = ll.ALL_GLYPHS[4][-1]
    sample = ll.drawn_sample(5, digit=4, glyph=way, hand=STEADY)
    assert (sample.label, sample.way) == (4, way.name)
    other = ll.drawn_sample(5, digit=4, glyph=way, hand=replace(STEADY, slant=0.5))
    assert sample.drawing.strokes != other.drawing.strokes
    with pytest.raises(ValueError, match=rf"digit is None beside the glyph '{way.name}'; allowed: the digit"):
        ll.drawn_sample(5, glyph=way)


def test_the_rare_ways_come_after_the_common_ones_and_no_digit_has_two_of_one_name() -> None:
    for digit, ways in ll.ALL_GLYPHS.items():
        assert ways[: len(ll.GLYPHS[digit])] == ll.GLYPHS[digit]
        assert len(ways) > len(ll.GLYPHS[digit])
        assert len({way.name for way in ways}) == len(ways)
