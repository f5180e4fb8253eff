"""Kernels that every book on images has, for a learner to put in the place of a learned one."""

from __future__ import annotations

Rows = tuple[tuple[float, ...], ...]

THREE: dict[str, Rows] = {
    "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "edges": ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)),  # the Laplacian
    "sobel_x": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "sobel_y": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
}


def preset_kernels(side: int) -> dict[str, Rows]:
    """The kernels by name, (side, side): those of 3×3 stand in the middle of larger ones. side: 3, 5, ..."""
    blur = ((round(1 / side**2, 3),) * side,) * side  # in thousandths, as changed weights are
    zeros = ((0.0,) * side,) * side
    return {
        "identity": centred(THREE["identity"], side),
        "blur": blur,
        **{name: centred(rows, side) for name, rows in THREE.items() if name != "identity"},
        "zeros": zeros,
    }


def centred(rows: Rows, side: int) -> Rows:
    """3×3 weights with zeros around them."""
    rim = (side - len(rows)) // 2
    zero = (0.0,) * side
    padded = tuple((*(0.0,) * rim, *map(float, row), *(0.0,) * rim) for row in rows)
    return (*(zero,) * rim, *padded, *(zero,) * rim)
