"""Pictures as files and arrays: every depth and form that people bring, and how much memory they may take."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

import lenetlab as ll

SEVEN = ll.Drawing([[(40, 28), (100, 28), (64, 115)]], 140, 10).ink()  # (140, 140)
PAGE = (255 - 255 * SEVEN).astype(np.uint8)
EXPECTED = ll.preprocess(PAGE)


@pytest.mark.parametrize("form", ["png", "bmp", "tiff", "gif", "webp"])
def test_a_path_is_read_as_the_picture_in_it(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"seven.{form}"
    Image.fromarray(PAGE).save(path, **({"lossless": True} if form == "webp" else {}))
    for source in (path, str(path)):
        torch.testing.assert_close(ll.preprocess(source), EXPECTED, atol=0.02, rtol=0)


@pytest.mark.parametrize("bits", [8, 10, 12, 14, 16])
def test_data_of_every_depth_in_files_of_16_bits(tmp_path: Path, bits: int) -> None:
    deep = ((1 - SEVEN.astype(np.float64)) * (2**bits - 1)).round().astype(np.uint16)
    Image.fromarray(deep).save(tmp_path / "deep.png")
    for source in (tmp_path / "deep.png", deep):
        torch.testing.assert_close(ll.preprocess(source), EXPECTED, atol=0.05, rtol=0)


def test_of_an_animation_the_first_frame_with_contrast_is_read(tmp_path: Path) -> None:
    path = tmp_path / "moving.gif"
    blank = Image.new("L", (140, 140), 255)
    blank.save(path, save_all=True, append_images=[Image.fromarray(PAGE), Image.fromarray(255 - PAGE.T)], duration=100)
    torch.testing.assert_close(ll.preprocess(path), EXPECTED, atol=0.02, rtol=0)


def test_a_photo_lies_as_its_camera_says_whatever_its_size(tmp_path: Path, model: ll.LeNet) -> None:
    for side in (140, 1400):
        path, exif = tmp_path / f"turned{side}.jpg", Image.Exif()
        exif[0x0112] = 6  # turned by a quarter
        lying = Image.fromarray(PAGE).resize((side, side)).transpose(Image.Transpose.ROTATE_90)
        lying.save(path, exif=exif, quality=95)
        assert ll.trace(model, ll.preprocess(path)).prediction == 7


def test_floats_may_miss_their_range_by_rounding_and_no_more() -> None:
    page = 1 - SEVEN
    torch.testing.assert_close(ll.preprocess(page * 1.0001), ll.preprocess(page), atol=0.01, rtol=0)
    with pytest.raises(ll.InputError, match=r"values from 0 to 1\.01; expected floats in \[0, 1\]"):
        ll.preprocess(np.clip(page * 1.01, 0, 1.01))


@pytest.mark.parametrize(("value", "name"), [(np.nan, "NaN"), (np.inf, "infinite"), (-np.inf, "infinite")])
def test_what_is_no_number_is_refused_by_name(value: float, name: str) -> None:
    page = 1 - SEVEN
    page[:2, 0] = value
    with pytest.raises(ll.InputError, match=f"image is {name} in 2 of 19,600 values; expected floats"):
        ll.preprocess(page)


def unreadable(folder: Path) -> dict[Path, str]:
    """Files by what is said of them."""
    names = ("none.png", "empty.png", "text.png", "photo.heic", "cut.png", "cut.jpg")
    missing, empty, text, heic, cut, cut_jpeg = (folder / name for name in names)
    empty.touch()
    text.write_text("no picture at all")
    heic.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 255, (200, 200), np.uint8))
    for path in (cut, cut_jpeg):
        noise.save(path)
        path.write_bytes(path.read_bytes()[:3_000])
    return {
        missing: "there is no such file",
        folder: "is a folder",
        empty: "is an empty file",
        text: "is no picture; PNG, JPEG",
        heic: "is a HEIC picture, which Pillow cannot open: save it as JPEG or PNG",
        cut: "is damaged or cut off",
        cut_jpeg: "is damaged or cut off",
    }


def test_a_file_that_cannot_be_read_is_named_with_what_it_is(tmp_path: Path) -> None:
    for path, message in unreadable(tmp_path).items():
        with pytest.raises(ll.InputError, match=message) as raised:
            ll.preprocess(path)
        assert str(path) in str(raised.value)
        assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("size", "message"),
    [
        ((8_000, 6_000), "8,000 × 6,000 pixels; allowed: 40,000,000 at most, except in a JPEG"),
        ((20_000, 10_000), "more pixels than Pillow opens; allowed: 40,000,000 at most"),
    ],
)
def test_more_than_forty_megapixels_are_refused_in_one_line_and_pillow_says_nothing(
    tmp_path: Path, size: tuple[int, int], message: str
) -> None:
    path = tmp_path / "large.png"
    Image.new("1", size).save(path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ll.InputError, match=message):
            ll.preprocess(path)


MEASURED = """
import resource, sys
import lenetlab as ll
import numpy, scipy.ndimage, scipy.spatial, PIL.Image
model = ll.load_pretrained()
ll.preprocess(1 - ll.Drawing([[(40, 28), (100, 28), (64, 115)]], 140, 10).ink() * numpy.linspace(1, .5, 140)[None])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(ll.trace(model, ll.preprocess(sys.argv[1])).prediction)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is counted in kilobytes on Linux")
@pytest.mark.parametrize(("name", "size"), [("large.png", (7_000, 5_600)), ("larger.jpg", (12_000, 9_000))])
def test_a_large_picture_takes_400_megabytes_at_most(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    path = tmp_path / name
    Image.fromarray(PAGE).resize(size).convert("RGB").save(path, **({"compress_level": 1} if "png" in name else {}))
    command = [sys.executable, "-c", MEASURED, str(path)]
    prediction, megabytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert prediction == "7"
    assert float(megabytes) < 400
