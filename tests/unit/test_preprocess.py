"""preprocess, measured against MNIST itself."""

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import lenetlab as ll
from tests.conftest import need


def normalised(image: np.ndarray) -> torch.Tensor:
    return ((torch.from_numpy(image.astype(np.float32)) / 255 - 0.1307) / 0.3081)[None, None]


@pytest.mark.parametrize("size", [28, 140])
def test_a_test_image_drawn_as_background_comes_out_identical(mnist: ll.Mnist, size: int) -> None:
    for image in mnist.images[:1000]:
        x = ll.preprocess(ll.Drawing(size=size, background=image))
        torch.testing.assert_close(x, normalised(image), atol=1e-5, rtol=0)


def test_every_test_image_is_recognised_as_framed_already(mnist: ll.Mnist) -> None:
    factors = {ll.preprocess_steps(image)[2].params["factor"] for image in mnist.images}
    assert factors == {1.0}


def read(model: ll.LeNet, source: object) -> int:
    return ll.trace(model, ll.preprocess(source)).prediction  # type: ignore[arg-type]


def accuracy(model: ll.LeNet, mnist: ll.Mnist, change: object, count: int = 500) -> float:
    pairs = zip(mnist.images[:count], mnist.labels[:count].tolist(), strict=True)
    return float(np.mean([read(model, change(image)) == label for image, label in pairs]))  # type: ignore[operator]


def shifted(image: np.ndarray) -> np.ndarray:
    return np.pad(image, ((3, 29), (30, 2)))


def scaled(image: np.ndarray) -> Image.Image:
    return Image.fromarray(image).resize((280, 280), Image.Resampling.BICUBIC)


def inverted(image: np.ndarray) -> np.ndarray:
    return 255 - image


def all_at_once(image: np.ndarray) -> Image.Image:
    return Image.fromarray(inverted(np.pad(np.asarray(scaled(image)), ((200, 10), (30, 400)))))


@pytest.mark.parametrize("change", [shifted, scaled, inverted, all_at_once])
def test_shifted_scaled_and_inverted_digits_still_read_right(model: ll.LeNet, mnist: ll.Mnist, change: object) -> None:
    assert accuracy(model, mnist, change, 250) >= 0.98


def test_an_inverted_image_is_the_same_input(mnist: ll.Mnist) -> None:
    for image in mnist.images[:50]:
        torch.testing.assert_close(ll.preprocess(inverted(image)), normalised(image), atol=1e-5, rtol=0)


def test_a_drawing_is_read_the_same_wherever_and_however_large_it_stands(model: ll.LeNet, seven: ll.Drawing) -> None:
    points = np.array(seven.strokes[0])
    for factor, dx, dy in [(1, 0, 0), (0.5, 0, 0), (0.5, 60, 50), (0.3, 90, 5), (1.1, 0, 0)]:
        moved = (points - 20) * factor + [10 + dx, 10 + dy]
        assert read(model, ll.Drawing([moved], brush=10 * factor)) == 7


def test_both_canvases_lead_to_the_same_digit(model: ll.LeNet, seven: ll.Drawing) -> None:
    small = ll.Drawing([np.array(seven.strokes[0]) / 5], size=28, brush=2)
    assert read(model, small) == read(model, seven) == 7


def test_strokes_over_a_sample_change_only_what_they_cover(mnist: ll.Mnist) -> None:
    image = mnist.images[0]
    plain = ll.preprocess(ll.Drawing(background=image))[0, 0]
    drawn = ll.preprocess(ll.Drawing([[(70, 70)]], brush=10, background=image))[0, 0]
    changed = (plain - drawn).abs() > 1e-6
    assert changed.any()
    assert not changed[:12].any()
    assert not changed[16:].any()


def test_the_steps_follow_mnists_protocol(seven: ll.Drawing) -> None:
    ink, crop, scale, centre, normalise = ll.preprocess_steps(seven)
    assert [s.name for s in (ink, crop, scale, centre, normalise)] == ["ink", "crop", "scale", "centre", "normalise"]
    assert ink.image.shape == (140, 140)
    assert crop.image.any(0).all()
    assert crop.image.any(1).all()
    assert max(scale.image.shape) == 20
    assert scale.image.shape[0] / scale.image.shape[1] == pytest.approx(crop.image.shape[0] / crop.image.shape[1], 0.05)
    assert centre.image.sum() == pytest.approx(scale.image.sum(), rel=1e-5)
    torch.testing.assert_close(torch.from_numpy(normalise.image), (torch.from_numpy(centre.image) - 0.1307) / 0.3081)


def test_the_centre_of_mass_comes_to_pixel_14() -> None:
    image = ll.preprocess_steps(ll.Drawing([[(30, 30), (60, 100), (20, 100)]]))[3].image
    rows, columns = image.sum(1), image.sum(0)
    middle = (np.arange(28) + 0.5) / image.sum()
    assert int(rows @ middle) == int(columns @ middle) == 14


@pytest.mark.parametrize(
    "blank",
    [
        ll.Drawing(),
        ll.Drawing(size=28),
        ll.Drawing([[(-50, -50)]], brush=10),
        ll.Drawing([[(70, 20), (70, 120)]], brush=0.01),
        np.zeros((28, 28), np.uint8),
        np.full((40, 50), 0.7),
        Image.new("RGB", (30, 30), "white"),
        Image.new("RGBA", (30, 30), (0, 0, 0, 0)),
    ],
)
def test_blank_input_is_said_to_be_blank(blank: object) -> None:
    with pytest.raises(ll.BlankInputError, match="no ink"):
        ll.preprocess(blank)  # type: ignore[arg-type]


def test_a_canvas_full_of_ink_is_refused() -> None:
    with pytest.raises(ll.FullInputError, match="100% of the canvas"):
        ll.preprocess(ll.Drawing([[(70, 70)]], brush=140, background=np.full((28, 28), 255, np.uint8)))


def picture(ink: np.ndarray, mode: str) -> Image.Image:
    """The ink as a scan or a drawing program would save it."""
    large = Image.fromarray(255 - ink).resize((112, 112), Image.Resampling.BICUBIC)
    if mode == "RGBA":
        clear = Image.new("RGBA", large.size, (20, 30, 120, 0))
        clear.putalpha(Image.eval(large, lambda v: 255 - v))
        return clear
    if mode == "LA":
        white = Image.new("LA", large.size, (255, 0))
        white.putalpha(Image.eval(large, lambda v: 255 - v))
        return white
    if mode == "I;16":
        return Image.fromarray(np.asarray(large).astype(np.uint16) * 257)
    if mode == "grey paper":
        noise = np.random.default_rng(0).normal(0, 3, (112, 112))
        return Image.fromarray(np.clip(170 + noise - 0.35 * (255.0 - np.asarray(large)), 0, 255).astype(np.uint8))
    return large.convert(mode)


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGB", "CMYK", "F/255", "RGBA", "LA", "I;16", "grey paper"])
def test_pictures_of_every_kind_are_read(model: ll.LeNet, mnist: ll.Mnist, mode: str) -> None:
    def change(image: np.ndarray) -> object:
        return np.asarray(picture(image, "L")) / 255 if mode == "F/255" else picture(image, mode)

    assert accuracy(model, mnist, change, 100) >= 0.96


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_read_upright_as_its_exif_data_say(
    model: ll.LeNet, mnist: ll.Mnist, tmp_path: Path, orientation: int
) -> None:
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    image = picture(mnist.images[4], "L")
    stored = image.transpose(Image.Transpose(back[orientation])) if orientation > 1 else image
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "photo.jpg", exif=exif)
    with Image.open(tmp_path / "photo.jpg") as photo:
        assert read(model, photo) == mnist.labels[4] == 4


def test_an_image_and_its_array_are_read_the_same(mnist: ll.Mnist) -> None:
    ink = np.asarray(picture(mnist.images[4], "L"))[..., None] < 128
    for ground, pen in [((95, 95, 95), (0, 255, 0)), ((90, 90, 90), (60, 0, 255)), ((200, 30, 30), (255, 255, 255))]:
        colours = np.where(ink, np.uint8(pen), np.uint8(ground))
        opaque = np.dstack([colours, np.full(ink.shape[:2], 255, np.uint8)])
        expected = ll.preprocess(Image.fromarray(colours))
        for other in (colours, colours / 255, opaque, Image.fromarray(opaque)):
            torch.testing.assert_close(ll.preprocess(other), expected, atol=0.02, rtol=0)


@pytest.mark.parametrize(("card", "pen"), [(30, 255), (255, 0)])
def test_transparent_corners_of_a_card_are_no_ink(model: ll.LeNet, mnist: ll.Mnist, card: int, pen: int) -> None:
    ink = np.pad(np.asarray(picture(mnist.images[4], "L")) < 128, 84)
    rows, columns = np.indices(ink.shape) - 139.5
    inside = np.hypot(rows, columns) < 139
    grey = np.where(ink, np.uint8(pen), np.uint8(card))
    assert read(model, np.dstack([grey, grey, grey, inside * np.uint8(255)])) == 4


def test_tensors_of_any_float_type_are_read(mnist: ll.Mnist) -> None:
    image = torch.from_numpy(mnist.images[0] / 255)
    for dtype in (torch.float64, torch.float32, torch.bfloat16):
        torch.testing.assert_close(
            ll.preprocess(image[None, None].to(dtype)), normalised(mnist.images[0]), atol=0.02, rtol=0
        )


def test_polarity_can_be_forced(mnist: ll.Mnist) -> None:
    image = mnist.images[0]
    forced = ll.preprocess(image, polarity="light-on-dark")
    torch.testing.assert_close(forced, normalised(image), atol=1e-5, rtol=0)
    with pytest.raises(ll.BlankInputError):
        ll.preprocess(image, polarity="dark-on-light")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (Image.new("L", (0, 5)), "image is 0 × 5 pixels; expected at least one"),
        (np.zeros((3, 28, 28), np.uint8), r"shape \(3, 28, 28\); expected \(H, W\)"),
        (np.zeros(28, np.uint8), r"shape \(28,\)"),
        (np.zeros((0, 5)), r"shape \(0, 5\)"),
        (np.full((28, 28), 255.0), "values from 255 to 255; expected floats in"),
        (np.full((28, 28), np.nan), "image is NaN in 784 of 784 values"),
        (np.zeros((28, 28), np.int64), "type int64; expected uint8"),
        (np.array([["a"]]), "type <U1"),
    ],
)
def test_an_array_that_is_no_image_is_refused_by_shape_type_or_range(source: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ll.preprocess(source)


def test_an_unknown_polarity_is_refused_with_the_choices() -> None:
    with pytest.raises(ValueError, match="polarity is 'dark'; allowed: auto, light-on-dark, dark-on-light"):
        ll.preprocess(np.zeros((28, 28), np.uint8), polarity="dark")  # type: ignore[arg-type]


def test_the_default_configuration_reads_99_percent_of_all_test_images(model: ll.LeNet, mnist: ll.Mnist) -> None:
    need(len(mnist.labels) == 10_000, "the MNIST test set is not whole")
    images = torch.from_numpy(mnist.images.astype(np.float32) / 255)[:, None]
    with torch.inference_mode():
        logits = torch.cat([model((batch - ll.MNIST_MEAN) / ll.MNIST_STD) for batch in images.split(1000)])
    assert (logits.argmax(1).numpy() == mnist.labels).mean() >= 0.99


@given(st.integers(0, 2**31), st.sampled_from(ll.CANVAS_SIZES))
@settings(max_examples=60, deadline=None)
def test_a_digit_that_was_centred_once_stays_as_it_is_behind_a_canvas_of_any_size(seed: int, size: int) -> None:
    centred = step_named(ll.preprocess_steps(ll.drawn_sample(seed).drawing), "centre").image
    levels = (centred * 255).round().astype(np.uint8)
    again = step_named(ll.preprocess_steps(ll.Drawing([], size, background=levels)), "centre").image
    np.testing.assert_allclose(again * 255, levels, atol=1e-3)


def step_named(steps: tuple[ll.PreprocessStep, ...], name: str) -> ll.PreprocessStep:
    return next(step for step in steps if step.name == name)
