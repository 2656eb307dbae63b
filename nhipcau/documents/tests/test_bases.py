"""Cited numbers become links in the register; the chain of bases is walked up, as far as the person may see."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhipcau.documents import queries_bases, services
from nhipcau.documents.cited import key_of
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.tests.papers import PAPER

CITING = PAPER.replace(
    "I. CHỦ ĐỀ",
    "Căn cứ Chương trình số 11/CTr-LĐLD, ngày 05/01/2024 của Tổng LĐLĐ Việt Nam về công tác công đoàn;\n"
    "Căn cứ Nghị quyết số 02-NQ/TW ngày 12/6/2021 của Bộ Chính trị;\n\nI. CHỦ ĐỀ",
)


def document(unit, number, *, day=None, issuer="", cites=(), **fields) -> Document:
    """A document of the register; `cites`: numbers it rests on."""
    made = Document.objects.create(
        unit=unit, number=number, issued_on=day, issuer=issuer, title=f"Văn bản {number}",
        sha256=f"{Document.objects.count():064x}", **fields,
    )  # fmt: skip
    for order, cited in enumerate(cites):
        ReadItem.objects.create(
            document=made, kind=ReadItem.REFERENCE, order=order, text=cited, span_start=0, span_end=0, as_read={},
            fields={"number": cited, "date": None, "issuer": None, "role": "basis"}, number_key=key_of(cited),
        )  # fmt: skip
    return made


def links(document, person, world) -> dict[str, queries_bases.Link]:
    return {link.number: link for link in queries_bases.rests_on(document, world.access(person))}


def test_a_cited_number_that_is_in_the_register_opens_and_one_that_is_not_is_missing(world):
    there = document(world.province_a, "11/CTr-TLĐ")
    citing = document(world.province_a, "07/CTr-LĐLĐ", cites=["11 / CTr – TLD", "02-NQ/TW"])
    found = links(citing, world.binh, world)
    assert found["11 / CTr – TLD"].document == there and found["02-NQ/TW"].missing


def test_a_missing_link_closes_by_itself_when_the_document_is_sent(world, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(world.binh)
    client.post(reverse("document-upload"), {"file": SimpleUploadedFile("a.txt", CITING.encode())})
    citing = Document.objects.get()
    page = client.get(reverse("document", args=[citing.pk])).content.decode()
    assert page.count("chưa có trong sổ văn bản") == 2 and reverse("document-upload") in page
    above = document(world.province_a, "11/CTr-LĐLĐ", day=date(2024, 1, 5), issuer="Tổng Liên đoàn Lao động Việt Nam")
    page = client.get(reverse("document", args=[citing.pk])).content.decode()
    assert page.count("chưa có trong sổ văn bản") == 1 and reverse("document", args=[above.pk]) in page
    confirm = client.get(reverse("document-confirm", args=[citing.pk])).content.decode()
    assert reverse("document", args=[above.pk]) in confirm
    assert "Là căn cứ của" in client.get(reverse("document", args=[above.pk])).content.decode()


def test_a_document_of_another_year_or_issuer_with_that_number_is_not_the_one(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    citing, _ = services.receive(
        world.province_a, data=CITING.encode(), file_name="a.txt", by=world.access(world.binh)
    )  # fmt: skip
    document(world.province_a, "11/CTr-LĐLĐ", day=date(2023, 1, 5), issuer="Tổng Liên đoàn Lao động Việt Nam")
    document(world.province_a, "11/CTr-LĐLĐ", day=date(2024, 1, 5), issuer="LĐLĐ huyện Một")
    assert all(link.missing for link in links(citing, world.binh, world).values())


def test_what_units_above_published_opens_below_and_what_they_keep_is_a_bare_number(world, client):
    open_one = document(world.nation, "01/CTr-TLĐ", published=True)
    document(world.nation, "02/MẬT-TLĐ", issuer="Nơi giữ kín", day=date(2024, 1, 1))
    citing = document(world.province_a, "07/CTr-LĐLĐ", cites=["01/CTr-TLĐ", "02/MẬT-TLĐ"])
    found = links(citing, world.binh, world)
    assert found["01/CTr-TLĐ"].document == open_one
    assert found["02/MẬT-TLĐ"].document is None and found["02/MẬT-TLĐ"].hidden and not found["02/MẬT-TLĐ"].missing
    client.force_login(world.binh)
    for name in ("document", "document-bases"):
        page = client.get(reverse(name, args=[citing.pk])).content.decode()
        assert "02/MẬT-TLĐ" in page and "Nơi giữ kín" not in page and "chưa có trong sổ" not in page


def test_a_document_of_another_province_is_as_if_it_were_not_there(world):
    document(world.province_b, "15/KH-LĐLĐ")
    citing = document(world.province_a, "07/CTr-LĐLĐ", cites=["15/KH-LĐLĐ"])
    assert links(citing, world.binh, world)["15/KH-LĐLĐ"].missing


def chain(world) -> list[Document]:
    nation = document(world.nation, "01/CTr-TLĐ", published=True, cites=["02-NQ/TW"])
    province = document(world.province_a, "03/CTr-LĐLĐ", published=True, cites=["01/CTr-TLĐ"])
    district = document(world.district, "05/CTr-LĐLĐ", cites=["03/CTr-LĐLĐ", "01/CTr-TLĐ"])
    return [nation, province, district]


def test_the_chain_is_walked_from_the_district_over_the_province_to_the_confederation(world, client):
    nation, province, district = chain(world)
    top = queries_bases.chain_of(district, world.access(world.hoa))
    first, again = top.bases
    assert first.link.document == province and again.link.document == nation
    assert [step.link.document for step in first.bases] == [nation] and first.bases[0].again
    assert [step.link.missing for step in again.bases] == [True]
    client.force_login(world.hoa)
    page = client.get(reverse("document-bases", args=[district.pk])).content.decode()
    assert all(number in page for number in ("01/CTr-TLĐ", "03/CTr-LĐLĐ", "02-NQ/TW"))


def test_circles_end(world):
    one = document(world.province_a, "01/KH-LĐLĐ", cites=["02/KH-LĐLĐ"])
    two = document(world.province_a, "02/KH-LĐLĐ", cites=["01/KH-LĐLĐ", "02/KH-LĐLĐ"])
    top = queries_bases.chain_of(one, world.access(world.binh))
    assert top.bases[0].link.document == two and top.bases[0].bases[0].again
    assert queries_bases.is_basis_of(two, world.access(world.binh)) == [one]


def test_what_rests_on_a_document_is_shown_only_to_those_who_see_it(world):
    nation, province, district = chain(world)
    assert queries_bases.is_basis_of(province, world.access(world.hoa)) == [district]
    assert queries_bases.is_basis_of(nation, world.access(world.dung)) == []
    assert set(queries_bases.is_basis_of(nation, world.access(world.binh))) == {province, district}


def test_a_reference_that_was_left_out_is_no_basis(world):
    nation, province, _district = chain(world)
    province.items.update(decision=ReadItem.REFUSED)
    assert queries_bases.rests_on(province, world.access(world.binh)) == []
    assert province not in queries_bases.is_basis_of(nation, world.access(world.binh))


def test_a_number_corrected_by_hand_finds_its_document(world):
    there = document(world.province_a, "21/HD-TLĐ")
    citing = document(world.province_a, "07/CTr-LĐLĐ", cites=["2l/HD-TLĐ"])
    services.correct(citing.items.get(), {"number": "21/HD-TLĐ"}, by=world.access(world.binh))
    assert links(citing, world.binh, world)["21/HD-TLĐ"].document == there


@pytest.mark.parametrize("name", ["document", "document-bases"])
def test_pages_of_a_long_chain_ask_few_questions(world, client, django_assert_max_num_queries, name):
    before = None
    for n in range(9):
        cites = [before.number] if before else []
        before = document(world.province_a, f"{n + 1}/KH-LĐLĐ", cites=[*cites, *(f"{k}/QĐ-TW" for k in range(90, 99))])
    client.force_login(world.binh)
    # Two questions a level of the chain, six levels at most, beside those of every page.
    with django_assert_max_num_queries(9 if name == "document" else 17):
        client.get(reverse(name, args=[before.pk]))


def test_a_number_that_thousands_of_registers_hold_still_opens_the_one_of_this_unit(world, monkeypatch):
    """Only some of each number are compared: those of the unit itself and above it come before all others."""
    monkeypatch.setattr(queries_bases, "COMPARED", 3)
    own = document(world.province_a, "12/KH-LĐLĐ", day=date(2024, 1, 1))
    other = document(world.province_a, "13/KH-LĐLĐ")
    for month in range(1, 8):
        document(world.a1, "12/KH-LĐLĐ", day=date(2024, month, 2))
    citing = document(world.province_a, "07/CTr-LĐLĐ", cites=["12/KH-LĐLĐ", "13/KH-LĐLĐ"])
    found = links(citing, world.binh, world)
    assert found["12/KH-LĐLĐ"].document == own and found["13/KH-LĐLĐ"].document == other
    assert len(queries_bases._kept_with([key_of("12/KH-LĐLĐ")], citing.unit, world.access(world.binh))) == 3


def test_of_the_documents_resting_on_one_the_newest_are_named_first(world):
    law = document(world.province_a, "50/QH15")
    days = {name: document(world.a1, name, day=day, cites=["50/QH15"])
            for name, day in (("1/KH", date(2024, 1, 1)), ("2/KH", None), ("3/KH", date(2024, 9, 1)))}  # fmt: skip
    found = queries_bases.is_basis_of(law, world.access(world.binh))
    assert found == [days["3/KH"], days["1/KH"], days["2/KH"]]
    assert queries_bases.is_basis_of(law, world.access(world.binh), most=1) == [days["3/KH"]]
