"""What a long-running process does about its memory."""

import gc

from nhipcau.lib.memory import settle


def test_what_is_loaded_is_no_longer_gone_through():
    before = gc.get_freeze_count()
    loaded = [[] for _one in range(1000)]
    settle()
    try:
        assert gc.get_freeze_count() >= before + len(loaded)
    finally:
        gc.unfreeze()
