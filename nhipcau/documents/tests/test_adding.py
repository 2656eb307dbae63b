"""What a person adds: a sentence the reader passed over, and a number it left out."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

from nhipcau import docio
from nhipcau.audit.models import Entry
from nhipcau.documents import services, services_adding
from nhipcau.documents.by_hand import place_of, sentence_at
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.reasons import REASONS, reason
from nhipcau.documents.tests.papers import PAPER, catalogue
from nhipcau.web.problems import Conflict, Problem

TEXT = PAPER.replace(
    "III. NHIỆM VỤ",
    "Năm 2023 các cấp công đoàn đã xây dựng 9 căn nhà Mái ấm công đoàn.\n\nIII. NHIỆM VỤ",
)


@pytest.fixture
def by(world):
    return world.access(world.binh)


@pytest.fixture
def paper(world, settings, tmp_path, by) -> Document:
    settings.MEDIA_ROOT = tmp_path
    catalogue()
    return services.receive(world.province_a, data=TEXT.encode(), file_name="a.txt", by=by)[0]


def left_out(paper: Document, text: str) -> tuple[int, int]:
    return next(tuple(one["span"]) for one in paper.reading["refused"] if one["text"] == text)


def test_a_sentence_becomes_a_target_with_what_the_reader_makes_of_it(paper, by):
    made = services_adding.add(paper, kind="target", sentence="đã XÂY dựng 9 căn nhà mai am công đoàn", by=by)
    assert paper.text[made.span_start : made.span_end] == "đã xây dựng 9 căn nhà Mái ấm công đoàn"
    assert (made.fields["value"], made.fields["period"], made.decision) == ("9", "2024", ReadItem.PENDING)
    assert made.by_hand and Entry.objects.filter(action="documents.item.added").count() == 1


def test_a_sentence_without_a_figure_becomes_a_target_whose_value_is_asked_for(paper, by):
    made = services_adding.add(paper, kind="target", sentence="Vững nghề, bền cầu nối", by=by)
    assert made.fields["value"] is None
    with pytest.raises(Problem):
        services.decide(made, ReadItem.ACCEPTED, by=by)


def test_a_sentence_becomes_a_deadline_with_its_day(paper, by):
    sentence = "Các đơn vị báo cáo kết quả về Văn phòng trước ngày 15/11/2024"
    assert services_adding.add(paper, kind="deadline", sentence=sentence, by=by).fields["date"] == "2024-11-15"


def test_of_a_sentence_that_stands_twice_the_one_pointed_at_is_meant():
    text = "Báo cáo.\nKhác.\nBáo\ncáo."
    assert place_of(text, "báo cáo", near=0) == (0, 7) and place_of(text, "Bao  cao", near=15) == (15, 22)
    assert place_of(text, "không có") is None and place_of(text, "   ") is None


def test_a_sentence_that_does_not_stand_there_is_refused_and_nothing_changes(world, paper, client):
    client.force_login(world.binh)
    count = paper.items.count()
    response = client.post(reverse("document-add", args=[paper.pk]), {"kind": "target", "sentence": "Câu của ai"})
    assert response.status_code == 422 and "Văn bản không có câu này" in response.content.decode()
    assert "Câu của ai" in response.content.decode() and paper.items.count() == count


def test_a_number_left_out_becomes_a_target_by_one_act(world, paper, client):
    client.force_login(world.binh)
    start, end = left_out(paper, "9")
    client.post(reverse("document-take-number", args=[paper.pk]), {"start": start, "end": end})
    made = paper.items.get(by_hand=True)
    assert (made.kind, made.fields["value"]) == (ReadItem.TARGET, "9")
    assert made.text.startswith("Năm 2023") and made.text.endswith("công đoàn")
    page = client.get(reverse("document-confirm", args=[paper.pk]), {"numbers": 1}).content.decode()
    assert f'name="start" value="{start}"' not in page


def test_the_numbers_left_out_are_shown_on_demand_with_the_reason(world, paper, client):
    client.force_login(world.binh)
    address = reverse("document-confirm", args=[paper.pk])
    plain, asked = client.get(address).content.decode(), client.get(address, {"numbers": 1}).content.decode()
    assert 'class="read number" id=' not in plain and 'class="read number" id=' in asked
    assert "kết quả đã đạt trước đó" in asked and "numbers=1" in plain


def test_a_number_that_is_no_longer_left_out_is_refused_with_a_sentence(paper, by):
    with pytest.raises(Problem):
        services_adding.take_number(paper, (0, 4), by=by)


def test_nothing_is_added_once_the_programme_was_drawn_up(paper, by):
    services.close(paper, by=by)
    with pytest.raises(Conflict):
        services_adding.add(paper, kind="task", sentence="Vững nghề, bền cầu nối", by=by)


def test_the_sentence_around_a_number_ends_where_sentences_end():
    text = "Mở đầu dài. Đã kết nạp 12 người; tăng 3 người.\nDòng khác."
    start = text.index("12")
    assert text[slice(*sentence_at(text, start, start + 2))] == "Đã kết nạp 12 người"


def test_every_reason_the_reader_has_is_said_in_words():
    """Reasons are literals of the reader. A new one gets its words in `documents/reasons.py`."""
    folder = Path(docio.__file__).parent
    sources = [*folder.glob("refus*.py"), folder / "targets.py"]
    literal = re.compile(r'"((?:a|an|the|what|no|nothing|copies) [a-z ]+)"')
    given = {reason for source in sources for reason in literal.findall(source.read_text())}
    given |= set(re.findall(r'^    \("([a-z ]+)",', (folder / "protected.py").read_text(), re.M))
    assert len(given) > 20 and given <= set(REASONS), given - set(REASONS)


def test_reasons_are_in_the_persons_language_and_an_unknown_one_is_said_in_general():
    with translation.override("vi"):
        assert reason("a past result") == "kết quả đã đạt trước đó" and reason("something new")
    with translation.override("en"):
        assert reason("a past result") == "a result already reached"
