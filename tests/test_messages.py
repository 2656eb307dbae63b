"""Every sentence people see has its Vietnamese text, room by room."""

import pytest

from nhipcau.web import messages


@pytest.mark.parametrize("folder", messages.rooms(), ids=lambda folder: folder.name)
def test_every_message_of_a_room_is_translated(folder):
    assert list(messages.findings(folder)) == []


def test_no_two_rooms_translate_one_message_differently():
    assert list(messages.disagreements(messages.rooms())) == []
