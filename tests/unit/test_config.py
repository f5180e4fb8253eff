"""Conv1Config: what is allowed, and the shapes that follow."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import lenetlab as ll

configurations = st.builds(
    ll.Conv1Config,
    kernel_size=st.sampled_from((3, 5)),
    stride=st.sampled_from((1, 2)),
    padding=st.sampled_from((0, 1, 2)),
    filters=st.integers(1, 16),
)


def test_the_defaults_are_lenets() -> None:
    assert ll.Conv1Config() == ll.Conv1Config(kernel_size=5, stride=1, padding=0, filters=16)


def test_there_are_36_configurations_all_different() -> None:
    assert len(set(ll.Conv1Config.all())) == 36


@pytest.mark.parametrize(
    ("field", "value"),
    [("kernel_size", 4), ("stride", 0), ("stride", "2"), ("stride", True), ("padding", -1), ("padding", 1.0),
     ("filters", 0), ("filters", 17), ("filters", None)],
)  # fmt: skip
def test_a_bad_value_is_refused_with_field_value_and_choices(field: str, value: object) -> None:
    allowed = ", ".join(map(str, ll.CONV1_ALLOWED[field]))
    with pytest.raises(ValueError, match=field) as caught:
        ll.Conv1Config(**{field: value})
    assert repr(value) in str(caught.value)
    assert allowed in str(caught.value)


def test_whole_numbers_of_numpy_are_whole_numbers() -> None:
    assert ll.Conv1Config(filters=np.int64(6)) == ll.Conv1Config(filters=6)


def test_a_configuration_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        ll.Conv1Config().stride = 2  # type: ignore[misc]


@given(configurations)
def test_the_first_map_has_as_many_cells_as_places_the_window_fits(conv1: ll.Conv1Config) -> None:
    padded = 28 + 2 * conv1.padding
    places = range(0, padded - conv1.kernel_size + 1, conv1.stride)
    assert conv1.conv1_size == len(places)
