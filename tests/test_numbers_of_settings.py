"""Numbers an installation sets are checked at the start."""

import pytest

from nhipcau.config.settings import whole


@pytest.mark.parametrize("value", ["", "ten", "-1", "1.5", "0", "101", "٣"])
def test_a_number_out_of_bounds_or_none_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("NHIPCAU_SOMETHING", value)
    with pytest.raises(SystemExit, match="NHIPCAU_SOMETHING phải là số nguyên từ 1 đến 100"):
        whole("NHIPCAU_SOMETHING", 5, least=1, most=100)


def test_a_number_within_its_bounds_is_taken_and_none_gives_the_usual(monkeypatch):
    monkeypatch.setenv("NHIPCAU_SOMETHING", "100")
    assert whole("NHIPCAU_SOMETHING", 5, least=1, most=100) == 100
    assert whole("NHIPCAU_OTHER", 5, least=1, most=100) == 5
