"""Sentences the reader says: each stands in both languages, and can be said again in the other."""

from string import Formatter

import pytest

from nhipcau.docio.words import SENTENCES, reworded, say


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_kept_in_one_language_is_said_in_the_other_with_its_facts(code):
    facts = {name: f"{n},5 ({n})" for n, (_, name, _, _) in enumerate(Formatter().parse(SENTENCES[code][0])) if name}
    vietnamese, english = say(code, "vi", **facts), say(code, "en", **facts)
    assert reworded(vietnamese, "en") == english
    assert reworded(english, "vi") == vietnamese
    assert reworded(english, "en") == english


def test_what_was_not_said_here_stays_as_it_is():
    assert reworded("Một câu khác.", "en") == "Một câu khác."
