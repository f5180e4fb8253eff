"""Digits on paper as cameras, scanners and drawing programs deliver them: a seeded generator of pictures.

Every kind takes the ink of one digit and makes a picture of it. No picture is kept and none is trained on: they are
made anew for each measurement. H, W: sides of a sheet in pixels; ink is float32 (H, W) in [0, 1], colours (H, W, 3).
"""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Array = NDArray[np.float32]
Photo = Callable[[np.random.Generator, Array], Image.Image]

PAPER = np.array([0.93, 0.92, 0.89], np.float32)
INK = np.array([0.12, 0.13, 0.2], np.float32)
DESK = np.array([0.26, 0.18, 0.13], np.float32)


def photo(kind: str, ink: Array, seed: int) -> Image.Image:
    """A picture of this kind; the same for the same seed. kind: one of PHOTOS. ink: of a digit, (h, w) in [0, 1]."""
    rng = np.random.default_rng([*kind.encode(), seed])
    return PHOTOS[kind](rng, on_sheet(rng, ink))


# ---- The digit on its sheet ----


def on_sheet(rng: np.random.Generator, ink: Array) -> Array:
    """The ink of a digit, somewhere on a sheet of 360 to 640 pixels a side, a third to two thirds as high."""
    rows, columns = np.flatnonzero(ink.max(1) > 0.2), np.flatnonzero(ink.max(0) > 0.2)
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = rng.integers(360, 640, 2)
    scale = min(rng.uniform(0.35, 0.65) * height / digit.shape[0], 0.7 * width / digit.shape[1])
    size = [max(2, round(side * scale)) for side in digit.shape]
    large = Image.fromarray(digit).resize((size[1], size[0]), Image.Resampling.BICUBIC)
    sheet = np.zeros((height, width), np.float32)
    top, left = (int(rng.uniform(0.12, 0.88) * (side - own)) for side, own in zip(sheet.shape, size, strict=True))
    sheet[top : top + size[0], left : left + size[1]] = np.clip(np.asarray(large), 0, 1)
    return sheet


def inked(ink: NDArray[np.floating], paper: Array = PAPER, pen: Array = INK) -> Array:
    """Ink of one colour on paper of another, (H, W, 3)."""
    return paper + ink[..., None] * (pen - paper)


def as_image(colours: NDArray[np.floating]) -> Image.Image:
    return Image.fromarray(np.clip(colours * 255 + 0.5, 0, 255).astype(np.uint8))


def saved(image: Image.Image, form: str, quality: int) -> Image.Image:
    """The picture after a file of this form and quality."""
    file = io.BytesIO()
    image.save(file, form, quality=quality)
    with Image.open(file) as again:
        rgb: Image.Image = again.convert("RGB")
        return rgb


# ---- Light ----


def falling_light(rng: np.random.Generator, ink: Array) -> Image.Image:
    """Light that falls to a half from one side of the sheet to the other."""
    rows, columns = np.mgrid[-1 : 1 : ink.shape[0] * 1j, -1 : 1 : ink.shape[1] * 1j]
    angle = rng.uniform(0, 2 * np.pi)
    along = rows * np.sin(angle) + columns * np.cos(angle)
    along = (along - along.min()) / np.ptp(along)
    return as_image(inked(ink) * (1 - 0.5 * along[..., None]).astype(np.float32))


def corner_shadow(rng: np.random.Generator, ink: Array) -> Image.Image:
    """A shadow over one corner, with a soft edge, that takes 35 % of the light; it may lie over the digit."""
    height, width = ink.shape
    reach = rng.uniform(0.4, 0.9, 2) * (width, height)
    shadow = Image.new("L", (width, height))
    ImageDraw.Draw(shadow).polygon([(0, 0), (reach[0], 0), (0, reach[1])], fill=255)
    shadow = shadow.filter(ImageFilter.GaussianBlur(rng.uniform(2, 12)))
    turned = np.asarray(shadow, np.float32)[:: rng.choice([1, -1]), :: rng.choice([1, -1])] / 255
    return as_image(inked(ink) * (1 - 0.35 * turned[..., None]))


def vignette(rng: np.random.Generator, ink: Array) -> Image.Image:
    """A lens that darkens towards the corners, to 35 to 60 % of the light."""
    rows, columns = np.mgrid[-1 : 1 : ink.shape[0] * 1j, -1 : 1 : ink.shape[1] * 1j]
    distance = (rows**2 + columns**2) / 2
    return as_image(inked(ink) * (1 - rng.uniform(0.4, 0.65) * distance[..., None]).astype(np.float32))


# ---- What a camera and a file add ----


def grain(rng: np.random.Generator, ink: Array) -> Array:
    noise = rng.normal(0, rng.uniform(0.01, 0.05), (*ink.shape, 3)).astype(np.float32)
    return inked(ink) + noise


def grain_in_jpeg(rng: np.random.Generator, ink: Array) -> Image.Image:
    """Grain of 1 to 5 %, saved as JPEG 85."""
    return saved(as_image(grain(rng, ink)), "JPEG", 85)


def grain_in_webp(rng: np.random.Generator, ink: Array) -> Image.Image:
    """Grain of 1 to 5 %, saved as WebP 60."""
    return saved(as_image(grain(rng, ink)), "WEBP", 60)


def specks(rng: np.random.Generator, ink: Array) -> Image.Image:
    """One to six single pixels as dark as the ink or darker, and one a shade off white, on a clean page."""
    colours = inked(ink, np.ones(3, np.float32))
    for _ in range(rng.integers(1, 7)):
        colours[rng.integers(ink.shape[0]), rng.integers(ink.shape[1])] = rng.uniform(0, 0.2)
    colours[rng.integers(ink.shape[0]), rng.integers(ink.shape[1])] = 254 / 255
    return as_image(colours)


def pale_pencil(rng: np.random.Generator, ink: Array) -> Image.Image:
    """A pencil with a fifth of the contrast, and a little grain."""
    pale = PAPER + 0.2 * (INK - PAPER)
    return as_image(inked(ink, pen=pale) + rng.normal(0, 0.008, (*ink.shape, 1)).astype(np.float32))


def thin_line_in_a_large_photo(rng: np.random.Generator, ink: Array) -> Image.Image:
    """The digit as a line of 3 pixels in a photo of 12 megapixels, with its grain."""
    from scipy import ndimage

    small = np.asarray(Image.fromarray(ink).resize((500, 375), Image.Resampling.BILINEAR))
    wide = 4 * float(ndimage.distance_transform_edt(small > 0.5).sum() / (small > 0.5).sum())
    skeleton = without_spurs(thinned(ndimage.gaussian_filter(small, 0.2 * wide) > 0.45), round(0.8 * wide))
    page = Image.new("L", (4000, 3000), 0)
    pen = ImageDraw.Draw(page)
    for row, column in np.argwhere(skeleton):
        for down, right in ((0, 1), (1, -1), (1, 0), (1, 1)):
            if skeleton[row + down : row + down + 1, column + right : column + right + 1].any():
                ends = [(8 * column, 8 * row), (8 * (column + right), 8 * (row + down))]
                pen.line(ends, fill=255, width=3)
    colours = inked(np.asarray(page, np.float32) / 255)
    return as_image(colours + rng.normal(0, 0.01, (3000, 4000, 1)).astype(np.float32))


def thinned(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The middle line of a shape, one pixel wide: pixels are taken off on all sides in turn while its parts hold.

    Source: the hit-or-miss thinning of Serra 1982, with the eight elements of Golay's alphabet L.
    """
    from scipy import ndimage

    side = np.array([[0, 0, 0], [2, 1, 2], [1, 1, 1]])
    corner = np.array([[2, 0, 0], [1, 1, 0], [2, 1, 2]])
    elements = [np.rot90(element, turn) for turn in range(4) for element in (side, corner)]
    thin = np.pad(mask, 1)
    while True:
        before = thin.sum()
        for element in elements:
            thin = thin & ~ndimage.binary_hit_or_miss(thin, element == 1, element == 0)
        if thin.sum() == before:
            return thin[1:-1, 1:-1]


def without_spurs(skeleton: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """A skeleton without the short branches that thinning leaves: cut back from all ends, then grown again."""
    from scipy import ndimage

    around = np.ones((3, 3))

    def ends(line: NDArray[np.bool_]) -> NDArray[np.bool_]:
        neighbours: NDArray[np.int8] = ndimage.convolve(line.astype(np.int8), around, mode="constant") - 1
        return line & (neighbours <= 1)

    cut = skeleton
    for _ in range(length):
        cut = cut & ~ends(cut)
    for _ in range(length):
        cut = cut | (ndimage.binary_dilation(ends(cut), around) & skeleton)
    return cut if cut.any() else skeleton


# ---- Paper and what lies around it ----


def ruled_paper(rng: np.random.Generator, ink: Array) -> Image.Image:
    """Lines in blue, one to two pixels wide, that run across the sheet and through the digit."""
    colours = inked(np.zeros_like(ink))
    blue = np.array([0.55, 0.66, 0.85], np.float32)
    step, wide = int(rng.integers(28, 60)), int(rng.integers(1, 3))
    for row in range(int(rng.integers(step)), ink.shape[0], step):
        colours[row : row + wide] = blue
    return as_image(colours + ink[..., None] * (INK - colours))


def frame(wide: int) -> Photo:
    def framed(rng: np.random.Generator, ink: Array) -> Image.Image:
        """A frame of so many pixels, at the edge of the picture or a little inside."""
        inset = int(rng.integers(0, 12))
        colours = inked(ink)
        edge = np.ones(ink.shape, bool)
        edge[inset + wide : -inset - wide, inset + wide : -inset - wide] = False
        edge[:inset] = edge[:, :inset] = False
        if inset:
            edge[-inset:] = edge[:, -inset:] = False
        colours[edge] = rng.uniform(0, 0.3)
        return as_image(colours)

    return framed


def letterbox(rng: np.random.Generator, ink: Array) -> Image.Image:
    """Black bars above and below, or to both sides."""
    bar = int(rng.uniform(0.06, 0.2) * min(ink.shape))
    upright = bool(rng.integers(2))
    around = ((0, 0), (bar, bar), (0, 0)) if upright else ((bar, bar), (0, 0), (0, 0))
    return as_image(np.pad(inked(ink), around))


def strip_of_desk(rng: np.random.Generator, ink: Array) -> Image.Image:
    """The edge of a dark desk along one side, with its grain."""
    wide = int(rng.uniform(0.03, 0.15) * min(ink.shape))
    side = int(rng.integers(4))
    turned = np.rot90(inked(ink), side)
    desk = DESK + rng.normal(0, 0.02, (wide, turned.shape[1], 1)).astype(np.float32)
    return as_image(np.ascontiguousarray(np.rot90(np.concatenate([desk, turned]), -side)))


def sheet_askew(rng: np.random.Generator, ink: Array) -> Image.Image:
    """A sheet that lies turned by up to 12 degrees on a dark desk."""
    angle = float(rng.uniform(3, 12) * rng.choice([-1, 1]))
    sheet = as_image(inked(ink)).convert("RGBA").rotate(angle, Image.Resampling.BICUBIC, expand=True)
    margin = int(0.06 * min(ink.shape))
    size = (sheet.width + 2 * margin, sheet.height + 2 * margin)
    desk = as_image(DESK + rng.normal(0, 0.02, (size[1], size[0], 1)).astype(np.float32))
    desk.paste(sheet, (margin, margin), sheet)
    return desk


def white_on_black_figure(rng: np.random.Generator, ink: Array) -> Image.Image:
    """A black figure with a white digit, as a book prints it, on a white page."""
    box = inked(ink, np.full(3, 0.05, np.float32), np.ones(3, np.float32))
    around = [(int(a), int(b)) for a, b in rng.uniform(0.05, 0.3, (2, 2)) * min(ink.shape)]
    return as_image(np.pad(box, (*around, (0, 0)), constant_values=1.0))


def equal_brightness(rng: np.random.Generator, ink: Array) -> Image.Image:
    """Ink and paper of the same brightness, of other hues."""
    pairs = [
        ((0.85, 0.35, 0.35), (0.2, 0.64, 0.32)),
        ((0.3, 0.6, 0.9), (0.85, 0.5, 0.25)),
        ((0.75, 0.55, 0.8), (0.45, 0.7, 0.6)),
    ]
    paper, pen = (np.array(colour, np.float32) for colour in pairs[rng.integers(len(pairs))])
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    pen = np.clip(pen + (paper - pen) @ weights, 0, 1)
    return as_image(inked(ink, paper, pen) + rng.normal(0, 0.008, (*ink.shape, 1)).astype(np.float32))


PHOTOS: dict[str, Photo] = {
    "clean": lambda rng, ink: as_image(inked(ink)),
    "falling light": falling_light,
    "corner shadow": corner_shadow,
    "vignette": vignette,
    "grain, JPEG": grain_in_jpeg,
    "grain, WebP": grain_in_webp,
    "specks": specks,
    "ruled paper": ruled_paper,
    "frame of 1 pixel": frame(1),
    "frame of 2 pixels": frame(2),
    "letterbox": letterbox,
    "strip of desk": strip_of_desk,
    "sheet askew": sheet_askew,
    "white on black": white_on_black_figure,
    "equal brightness": equal_brightness,
    "pale pencil": pale_pencil,
    "thin line, 12 megapixels": thin_line_in_a_large_photo,
}
