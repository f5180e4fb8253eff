"""python -m lenetlab: what it prints, and one line with exit code 2 for whatever is wrong."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import lenetlab as ll
from lenetlab.__main__ import main


@pytest.fixture
def picture(tmp_path: Path, seven: ll.Drawing) -> str:
    path = tmp_path / "digit.png"
    Image.fromarray((255 - 255 * seven.ink()).astype(np.uint8)).save(path)
    return str(path)


def test_predict_prints_the_three_likeliest_digits(picture: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["predict", picture]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[0].split()[0] == "7"
    assert all(line.endswith("%") for line in lines)


def test_predict_says_so_when_there_is_no_digit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scribble = ll.Drawing([[(20, 20), (120, 40), (20, 60), (120, 80), (20, 100), (120, 120), (40, 130), (110, 20)]])
    path = tmp_path / "scribble.png"
    Image.fromarray((255 * scribble.ink()).astype(np.uint8)).save(path)
    assert main(["predict", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[3] == "This does not look like a digit."


def test_predict_asks_not_for_a_card(picture: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.safetensors"
    ll.save(ll.LeNet(seed=1), path, {})
    path.with_suffix(".json").unlink()
    assert main(["predict", picture, "--checkpoint", str(path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_trace_saves_the_trace_of_the_configuration(
    picture: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "t.npz"
    assert main(["trace", picture, "-o", str(output), "--stride", "2", "--filters", "6"]) == 0
    trace = ll.Trace.load(output)
    assert trace.conv1 == ll.Conv1Config(stride=2, filters=6)
    assert f"wrote {output}" in capsys.readouterr().out


def test_the_help_names_every_choice(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["predict", "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    assert all(word in text for word in ("--kernel-size", "3, 5", "1 to 16", "--checkpoint", "--polarity"))


def test_whatever_is_wrong_is_one_line_and_exit_code_2(
    picture: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, truncated, blank = tmp_path / "text.png", tmp_path / "truncated.png", tmp_path / "blank.png"
    text.write_text("no image")
    truncated.write_bytes(Path(picture).read_bytes()[:200])
    Image.new("L", (50, 50), 255).save(blank)
    cases = [
        (["predict", str(tmp_path / "none.png")], "no such file"),
        (["predict", str(tmp_path)], "is a folder"),
        (["predict", str(text)], "is no picture"),
        (["predict", str(truncated)], "is damaged or cut off"),
        (["predict", str(blank)], "no ink"),
        (["predict", picture, "--kernel-size", "4"], "kernel_size is 4; allowed: 3, 5"),
        (["predict", picture, "--polarity", "up"], "polarity is 'up'; allowed: auto"),
        (["predict", picture, "--checkpoint", str(tmp_path / "none.safetensors")], "no such file"),
        (["predict", picture, "--checkpoint", picture], "no safetensors file"),
        (["trace", picture, "-o", str(tmp_path / "missing" / "t.npz")], "missing"),
    ]
    for arguments, message in cases:
        assert main(arguments) == 2, arguments
        out, err = capsys.readouterr()
        assert out == ""
        assert message in err
        assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [[], ["read"], ["predict"], ["trace", "digit.png"], ["predict", "x", "--stride", "b"]]
)
def test_a_wrong_call_has_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
