"""Checkpoints: what was saved comes back; what is no checkpoint of ours is refused in one line."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file
from torch.nn.utils import parametrizations, prune

import lenetlab as ll

WHOLE = ll.pretrained_path().read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "own.safetensors"
    ll.save(ll.LeNet(seed=5), path, {"name": "own", "epochs": 3})
    return path


def test_saved_weights_come_back_in_eval_mode(path: Path) -> None:
    model = ll.load(path)
    assert not model.training
    for name, weight in ll.LeNet(seed=5).state_dict().items():
        assert torch.equal(model.state_dict()[name], weight)


def test_the_card_comes_back_with_the_hash_of_its_weights(path: Path) -> None:
    card = ll.read_card(path)
    assert (card.name, card.epochs) == ("own", 3)
    assert card.weights_sha256 == ll.sha256(path)


def test_the_checkpoint_that_comes_along_states_where_it_comes_from() -> None:
    card = ll.read_card()
    assert None not in (card.recipe, card.seed, card.data_sha256, card.epochs, card.weights, card.date)
    assert {"lenetlab", "torch", "numpy", "python", "hershey-fonts", "matplotlib"} == set(card.versions)
    assert len(card.evaluation.configurations) == 36
    assert card.spread is not None
    assert len(card.spread.runs) >= 3
    assert (card.held_back.quality or 0) >= 0.98
    assert ll.pretrained_path().stat().st_size <= 2_000_000


def broken(path: Path, how: str) -> Path:
    state = {name: weight.clone() for name, weight in load_file(path).items()}
    if how == "missing":
        path.unlink()
    elif how == "truncated":
        path.write_bytes(path.read_bytes()[:10_000])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "pickle":
        torch.save(state, path)
    elif how == "another shape":
        save_file({**state, "fc1.s1.weight": torch.zeros(120, 400)}, path)
    elif how == "a layer too few":
        save_file({name: weight for name, weight in state.items() if name != "fc3.s2.bias"}, path)
    elif how == "a layer too many":
        save_file({**state, "fc4.s1.bias": torch.zeros(1)}, path)
    elif how == "not finite":
        save_file({**state, "fc3.s1.bias": torch.full((10,), float("nan"))}, path)
    return path


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("missing", "there is no such file"),
        ("truncated", "is damaged or no safetensors file"),
        ("empty", "is damaged or no safetensors file"),
        ("pickle", r"is a pickle, as torch\.save writes it"),
        ("another shape", r"another architecture: 'fc1\.s1\.weight' is F32 \(120, 400\), expected F32 \(120, 512\)"),
        ("a layer too few", r"another architecture: 'fc3\.s2\.bias' is missing, expected F32 \(10,\)"),
        ("a layer too many", r"another architecture: 'fc4\.s1\.bias' is F32 \(1,\), expected nothing of that name"),
        ("not finite", "not finite"),
    ],
)
def test_what_is_no_checkpoint_is_refused_with_its_path_and_why(path: Path, how: str, message: str) -> None:
    with pytest.raises(ll.CheckpointError, match=message) as caught:
        ll.load(broken(path, how))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_card_that_is_missing_no_json_or_of_other_weights_is_refused(path: Path) -> None:
    card = path.with_suffix(".json")
    other = json.loads(card.read_text()) | {"weights_sha256": "0" * 64}
    for text, message in [
        (json.dumps(other), "belongs to other weights"),
        ("[]", "not a JSON object"),
        ("{", "not JSON"),
    ]:
        card.write_text(text)
        with pytest.raises(ll.CheckpointError, match=message):
            ll.read_card(path)
    card.unlink()
    with pytest.raises(ll.CheckpointError, match="no such file"):
        ll.read_card(path)


def test_a_file_keeps_its_permissions_and_a_link_stays_one(path: Path, tmp_path: Path) -> None:
    path.chmod(0o600)
    link = tmp_path / "link.safetensors"
    link.symlink_to(path)
    ll.save(ll.LeNet(seed=6), link, {})
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o600
    assert torch.equal(ll.load(path).weights()["fc1"][0], ll.LeNet(seed=6).weights()["fc1"][0])


def test_saving_needs_the_right_ending_and_a_card_of_json_values(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"must end in \.safetensors"):
        ll.save(ll.LeNet(), tmp_path / "lenet.pt", {})
    with pytest.raises(ValueError, match="not JSON compliant"):
        ll.save(ll.LeNet(), tmp_path / "lenet.safetensors", {"accuracy": float("nan")})
    with pytest.raises(TypeError):
        ll.save(ll.LeNet(), tmp_path / "lenet.safetensors", {"model": object()})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "nested too deeply"),
        ("[1, 2]", "not a JSON object"),
        ('{"a": NaN}', "'NaN' is no finite number"),
        ('{"a": -Infinity}', "'-Infinity' is no finite number"),
        ('{"a": 1e999}', "'1e999' is no finite number"),
        ('{"a": "\\ud800"}', "surrogates not allowed"),
        ("{", "not JSON"),
        ("9" * 5_000, "not JSON"),
        (" " * 4_000_001, "larger than 4,000,000 bytes"),
    ],
)
def test_however_deep_or_odd_a_card_is_the_error_says_what_is_wrong(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "net.safetensors"
    path.with_suffix(".json").write_text(text)
    with pytest.raises(ll.CheckpointError, match=why):
        ll.read_card(path)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float16, torch.int64])
def test_a_checkpoint_with_numbers_of_another_type_is_refused(tmp_path: Path, dtype: torch.dtype) -> None:
    path = tmp_path / "net.safetensors"
    state = {name: tensor.contiguous() for name, tensor in ll.LeNet(seed=0).state_dict().items()}
    first = next(iter(state))
    save_file(state | {first: state[first].to(dtype)}, path)
    with pytest.raises(ll.CheckpointError, match=f"'{first}' is .*, expected F32"):
        ll.load(path)


def test_a_checkpoint_with_a_tensor_more_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "net.safetensors"
    state = {name: tensor.contiguous() for name, tensor in ll.LeNet(seed=0).state_dict().items()}
    save_file(state | {"more": torch.zeros(1)}, path)
    with pytest.raises(ll.CheckpointError, match=r"'more' is F32 .*, expected nothing of that name"):
        ll.load(path)


def test_a_checkpoint_that_is_far_too_large_is_refused_unread_and_no_error_repeats_a_long_file(path: Path) -> None:
    header = b'{"' + b"x" * 15_000_000 + b'": 1}'
    path.write_bytes(len(header).to_bytes(8, "little") + header)
    with pytest.raises(ll.CheckpointError, match="is damaged or no safetensors file") as caught:
        ll.load(path)
    assert len(str(caught.value)) < 500
    path.write_bytes(bytes(16_000_001))
    with pytest.raises(ll.CheckpointError, match="is larger than 16,000,000 bytes"):
        ll.load(path)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 6_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_no_damage_to_the_header_of_a_checkpoint_raises_another_error(
    path: Path, changes: list[tuple[int, int]]
) -> None:
    damaged = bytearray(WHOLE)
    for place, byte in changes:
        damaged[place] = byte
    path.write_bytes(damaged)
    with contextlib.suppress(ll.CheckpointError):
        ll.load(path)


# ---- What else people give to load ----


def test_a_folder_is_answered_with_the_checkpoint_in_it(path: Path) -> None:
    with pytest.raises(ll.CheckpointError, match=rf"{path.parent} is a folder; did you mean {path}\?"):
        ll.load(path.parent)
    path.unlink()
    with pytest.raises(ll.CheckpointError, match=r"is a folder, and no \.safetensors file is in it"):
        ll.load(path.parent)


@pytest.mark.parametrize("new_format", [True, False])
@pytest.mark.parametrize("name", ["lenet.pt", "lenet.safetensors"])
def test_a_file_of_torch_save_is_refused_unread_whatever_its_name(tmp_path: Path, name: str, new_format: bool) -> None:
    torch.save(ll.LeNet().state_dict(), tmp_path / name, _use_new_zipfile_serialization=new_format)
    with pytest.raises(
        ll.CheckpointError, match=r"is a pickle, as torch\.save writes it.*only safetensors files are read"
    ):
        ll.load(tmp_path / name)


@pytest.mark.parametrize("path", [None, 5, {"fc1": 1}, ll.LeNet], ids=str)
def test_what_is_no_path_is_refused_as_one(path: Any) -> None:
    with pytest.raises(ll.CheckpointError, match=r"path is .*; expected the path of a \.safetensors file"):
        ll.load(path)


@pytest.mark.parametrize("dtype", [torch.int64, torch.float16, torch.float64], ids=str)
def test_weights_of_another_type_are_refused_by_name(tmp_path: Path, dtype: torch.dtype) -> None:
    state = ll.LeNet().state_dict() | {"fc3.s1.bias": torch.zeros(10, dtype=dtype)}
    save_file(state, tmp_path / "lenet.safetensors")
    with pytest.raises(ll.CheckpointError, match=r"'fc3\.s1\.bias' is .*\(10,\), expected F32 \(10,\)"):
        ll.load(tmp_path / "lenet.safetensors")


def test_a_pruned_and_parametrised_model_is_saved_as_it_reads(tmp_path: Path) -> None:
    model, x = ll.LeNet(seed=2).eval(), torch.randn(2, 1, 28, 28, generator=torch.Generator().manual_seed(0))
    prune.l1_unstructured(model.fc1["s1"], "weight", amount=0.5)
    parametrizations.weight_norm(model.fc2["s2"])
    model.fc3["s1"] = torch.nn.Linear(84, 10, bias=False)
    ll.save(model, tmp_path / "lenet.safetensors", {})
    loaded = ll.load(tmp_path / "lenet.safetensors")
    for conv1 in (ll.Conv1Config(), ll.Conv1Config(stride=2, filters=6)):
        torch.testing.assert_close(loaded(x, conv1), model(x, conv1))


def test_a_model_with_a_layer_of_its_own_is_not_saved(tmp_path: Path) -> None:
    model = ll.LeNet()
    model.fc3["s2"] = torch.nn.Sequential(torch.nn.Linear(84, 10))
    with pytest.raises(ValueError, match=r"model\.fc3\['s2'\] is Sequential"):
        ll.save(model, tmp_path / "lenet.safetensors", {})
    assert not list(tmp_path.iterdir())
