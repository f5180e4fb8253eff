"""The quick operations for one image give the numbers of PyTorch's own, and are left out where they do not."""

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from lenetlab import single_image
from lenetlab.model import STOCK


@given(
    channels=st.integers(1, 6), filters=st.integers(1, 6), size=st.integers(5, 20),
    kernel_size=st.sampled_from((1, 3, 5)),
    stride=st.integers(1, 3), padding=st.integers(0, 2), seed=st.integers(0, 99),
)  # fmt: skip
@settings(deadline=None)
def test_the_plain_convolution_is_conv2d_forwards_and_backwards(
    channels: int, filters: int, size: int, kernel_size: int, stride: int, padding: int, seed: int
) -> None:
    random = torch.Generator().manual_seed(seed)
    x = torch.randn(channels, size, size, generator=random)
    weight = torch.randn(filters, channels, kernel_size, kernel_size, generator=random)
    bias = torch.randn(filters, generator=random)
    found = single_image.plain_conv2d(x, weight, bias, [stride] * 2, [padding] * 2)
    torch.testing.assert_close(found, F.conv2d(x, weight, bias, stride, padding), atol=1e-4, rtol=1e-4)
    gradient = torch.randn(found.shape, generator=random)
    (expected,) = torch.autograd.grad(F.conv2d(x.requires_grad_(), weight, bias, stride, padding), x, gradient)
    for way in (single_image.plain_conv2d_backward, single_image.stock_conv2d_backward):
        torch.testing.assert_close(
            way(gradient, x, weight, [stride] * 2, [padding] * 2), expected, atol=1e-4, rtol=1e-4
        )


@given(channels=st.integers(1, 5), height=st.integers(2, 15), width=st.integers(2, 15), seed=st.integers(0, 99))
def test_the_plain_pool_is_max_pool2d_also_for_odd_sides(channels: int, height: int, width: int, seed: int) -> None:
    x = torch.randn(channels, height, width, generator=torch.Generator().manual_seed(seed))
    assert torch.equal(single_image.plain_max_pool2d(x, 2), F.max_pool2d(x, 2))


@pytest.mark.parametrize("broken", ["raises", "differs"])
def test_a_plain_convolution_that_is_missing_or_wrong_is_not_used(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def convolve(x: torch.Tensor, *rest: object) -> torch.Tensor:
        if broken == "raises":
            raise AttributeError("no such operator")
        return F.conv2d(x, *rest) + 1  # type: ignore[arg-type]

    monkeypatch.setattr(single_image, "plain_conv2d", convolve)
    monkeypatch.setattr(single_image, "plain_conv2d_backward", convolve)
    assert single_image.quick_conv2d_backward.__wrapped__() is single_image.stock_conv2d_backward
    assert single_image.quick_operations.__wrapped__().convolve is STOCK.convolve
