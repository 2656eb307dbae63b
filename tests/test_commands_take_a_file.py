"""Every command that takes a FILE says in one sentence what is wrong with one that it cannot use."""

from functools import partial

import pytest
from django.utils.translation import override

from nhipcau.config import keep
from nhipcau.docio.command import run as read
from nhipcau.exchange.commands import run_import

COMMANDS = {
    "restore": keep.restore,
    "import": partial(lambda arguments: run_import(["units", *arguments])),
    "read": read,
}
# What the sentence says, beside the name of the file where that is what is wrong.
SAID = {
    "missing": "không có tệp",
    "below a file": "không có tệp",
    "folder": "thư mục",
    "empty": "rỗng|trống",
}


@pytest.fixture
def files(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    (tmp_path / "text").write_text("x", encoding="utf-8")
    return {
        "missing": tmp_path / "no.tar",
        "below a file": tmp_path / "text" / "no.tar",
        "folder": tmp_path / "folder",
        "empty": tmp_path / "empty",
    }


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("wrong", SAID)
def test_a_file_that_is_none_is_named_with_what_is_wrong(db, files, capsys, monkeypatch, command, wrong):
    monkeypatch.setenv("NHIPCAU_LANGUAGE", "vi")
    with override("vi"):
        assert COMMANDS[command]([str(files[wrong])]) == 1
    said = capsys.readouterr().err
    (sentence,) = [line for line in said.splitlines() if any(words in line.lower() for words in SAID[wrong].split("|"))]
    assert wrong == "empty" or str(files[wrong]) in sentence
    assert "Errno" not in said and "Traceback" not in said and "directory" not in said
