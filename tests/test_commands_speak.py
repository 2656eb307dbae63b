"""What `nhipcau` says at the terminal is Vietnamese, or English where that was asked for, in every command."""

import ast
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from nhipcau import cli
from nhipcau.config.command_list import COMMANDS, help_text
from nhipcau.lib.terminal import language

SENTENCE = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,}\b")
# Calls whose words a person reads; words that pass through one of the others are in the catalogue.
PRINTING = {"print", "_refuse", "add_argument", "Parser", "Table", "add_column", "SystemExit", "ArgumentTypeError",
            "CannotMeasure", "Problem", "Finding"}  # fmt: skip
TRANSLATING = {
    "_",
    "gettext",
    "gettext_noop",
    "ngettext",
    "say",
    "help_text",
    "no_such_command",
    "no_database",
    "dumps",  # keys of JSON are for programs
}


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def plain_words(node: ast.AST):
    """The texts below a node that reach a person as they stand."""
    if isinstance(node, ast.Call) and called(node) in TRANSLATING:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from plain_words(child)


def untranslated(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and called(node) in PRINTING:
            # The first word of a parser is the command's name, that of a finding its code.
            said = node.args[called(node) in ("Parser", "Finding") :] + [
                word.value for word in node.keywords if word.arg != "prog"
            ]
            for text in (text for one in said for text in plain_words(one)):
                if SENTENCE.search(text):
                    yield f"{path.name}:{node.lineno}: {text}"


def test_no_command_prints_a_sentence_that_is_in_no_catalogue():
    modules = {about[0].partition(":")[0] for about in COMMANDS.values()}
    modules |= {name.rpartition(".")[0] for name in settings.INTEGRITY} | {"nhipcau.cli", "nhipcau.docio.command"}
    found = [line for name in sorted(modules) for line in untranslated(Path(find_spec(name).origin))]
    assert found == []


@pytest.fixture
def said(monkeypatch, capsys):
    """said("vi", "import", "--help"): what a command prints in a language."""

    def run(code, name, *words):
        monkeypatch.setenv("NHIPCAU_LANGUAGE", code)
        module, _colon, function = COMMANDS[name][0].partition(":")
        with override(code):
            try:
                getattr(import_module(module), function)(words)
            except SystemExit:
                pass
        written = capsys.readouterr()
        return written.out + written.err

    return run


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_and_the_refusal_of_a_wrong_option_have_no_english_left(said, name):
    for words in (["--help"], ["--no-such-option"]):
        vietnamese, english = said("vi", name, *words), said("en", name, *words)
        assert "cách dùng" in vietnamese and "usage" in english
        same = set(vietnamese.splitlines()) & set(english.splitlines())
        assert [line for line in same if SENTENCE.search(line)] == []


def test_the_list_of_commands_is_in_the_language_of_the_terminal(monkeypatch, capsys):
    monkeypatch.setenv("NHIPCAU_LANGUAGE", "vi")
    assert cli.main(["no-such-command"]) == 2
    said = capsys.readouterr().err
    assert "không có lệnh no-such-command" in said and help_text() in said
    vietnamese = set(help_text().splitlines())
    monkeypatch.setenv("NHIPCAU_LANGUAGE", "en")
    assert [line for line in vietnamese & set(help_text().splitlines()) if line] == []


@pytest.mark.parametrize(
    ("lang", "named", "expected"),
    [
        ("", "", "vi"), ("C.UTF-8", "", "vi"), ("vi_VN.UTF-8", "", "vi"), ("en_GB.UTF-8", "", "en"),
        ("en_US.UTF-8", "vi", "vi"), ("vi_VN.UTF-8", "en", "en"), ("en_US.UTF-8", "fr", "en"),
    ],
)  # fmt: skip
def test_the_terminal_is_vietnamese_unless_english_is_asked_for(monkeypatch, lang, named, expected):
    monkeypatch.setenv("LANG", lang)
    monkeypatch.setenv("NHIPCAU_LANGUAGE", named)
    assert language() == expected
