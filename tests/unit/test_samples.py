"""MNIST: found where LENETLAB_DATA says, and clearly missing elsewhere."""

from pathlib import Path

import numpy as np
import pytest

import lenetlab as ll


def test_the_test_images_are_10000_digits_white_on_black(mnist: ll.Mnist) -> None:
    assert mnist.images.shape == (10_000, 28, 28)
    assert mnist.images.dtype == np.uint8
    assert np.bincount(mnist.labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert np.median(mnist.images) == 0


def test_mnist_cannot_be_written_to(mnist: ll.Mnist) -> None:
    with pytest.raises(ValueError, match="read-only"):
        mnist.images[0] = 0


def test_without_files_the_message_says_where_and_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LENETLAB_DATA", str(tmp_path))
    assert not ll.has_mnist()
    with pytest.raises(ll.MnistMissingError, match="python -m lenetlab download") as caught:
        ll.load_mnist()
    assert str(tmp_path) in str(caught.value)


def test_a_file_that_is_not_whole_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LENETLAB_DATA", str(tmp_path))
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for content in (b"", b"\0\0\10\3", b"\0\0\10\3" + bytes([0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28]) + bytes(784)):
        (raw / "t10k-images-idx3-ubyte").write_bytes(content)
        with pytest.raises(ll.MnistMissingError, match="is not whole"):
            ll.load_mnist("test")


def idx(array: np.ndarray) -> bytes:
    return np.array([0x800 + array.ndim, *array.shape], ">u4").tobytes() + array.tobytes()


@pytest.mark.parametrize(
    ("labels", "message"), [([1, 26], "2 images and 2 labels up to 26"), ([1], "2 images and 1 labels up to 1")]
)
def test_files_of_another_data_set_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, labels: list[int], message: str
) -> None:
    monkeypatch.setenv("LENETLAB_DATA", str(tmp_path))
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    (raw / "t10k-images-idx3-ubyte").write_bytes(idx(np.zeros((2, 28, 28), np.uint8)))
    (raw / "t10k-labels-idx1-ubyte").write_bytes(idx(np.array(labels, np.uint8)))
    with pytest.raises(ll.MnistMissingError, match=f"is not MNIST: {message}"):
        ll.load_mnist("test")


def test_damaged_files_are_not_passed_over_by_the_download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LENETLAB_DATA", str(tmp_path))
    raw = tmp_path / "MNIST" / "raw"
    raw.mkdir(parents=True)
    (raw / "train-images-idx3-ubyte").write_bytes(bytes(5000))
    with pytest.raises(ll.MnistMissingError, match="is not whole; delete it"):
        ll.download_mnist()


def test_an_unknown_split_is_refused_with_the_choices() -> None:
    with pytest.raises(ValueError, match="split is 'validation'; allowed: train, test"):
        ll.load_mnist("validation")  # type: ignore[arg-type]
