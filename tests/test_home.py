"""The folder of an installation: its secret key is made once, whoever starts first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from nhipcau.config.home import secret_key


def test_processes_that_start_at_once_get_one_whole_key_that_only_the_owner_reads(tmp_path, monkeypatch):
    monkeypatch.delenv("NHIPCAU_SECRET_KEY", raising=False)
    for turn in range(20):
        monkeypatch.setenv("NHIPCAU_HOME", str(tmp_path / str(turn)))
        start = Barrier(8)

        def key(start=start):
            start.wait(60)
            return secret_key()

        with ThreadPoolExecutor(8) as pool:
            keys = {one.result() for one in [pool.submit(key) for _ in range(8)]}
        assert len(keys) == 1 and len(keys.pop()) > 50
        (kept,) = (tmp_path / str(turn)).iterdir()
        assert kept.stat().st_mode & 0o777 == 0o600
