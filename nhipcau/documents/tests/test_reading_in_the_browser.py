"""The page of a file that is being read, in a real browser: it goes on by itself, and fits a phone."""

import pytest
from django.urls import reverse

from nhipcau.documents import services, services_arrivals
from nhipcau.documents.models import Arrival
from nhipcau.documents.tests.papers import PAPER
from tests.browser import axe, fits, sign_in


@pytest.fixture
def arrival(world, settings, tmp_path, page):
    settings.MEDIA_ROOT = tmp_path
    by = world.access(world.binh)
    made = services_arrivals.expect(world.province_a, data=b"a scan", file_name="bản quét.pdf", pages=4, by=by)
    sign_in(page, "binh")
    return made


def test_the_page_leads_on_to_what_was_read_without_being_asked(world, arrival, page):
    page.goto(reverse("document-reading", args=[arrival.pk]))
    assert page.get_by_text("bản quét.pdf").is_visible()
    Arrival.objects.update(state=Arrival.READING, done=3)
    page.wait_for_selector("progress[value='3']")
    document, _ = services.receive(
        world.province_a, data=PAPER.encode(), file_name="a.txt", by=world.access(world.binh)
    )
    Arrival.objects.update(state=Arrival.DONE, document=document)
    page.wait_for_url(f"**{reverse('document-confirm', args=[document.pk])}")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("state", [Arrival.WAITING, Arrival.READING, Arrival.REFUSED])
def test_the_page_is_accessible_and_fits_in_every_state(arrival, page, width, state):
    Arrival.objects.update(state=state, sentence="Tệp bị hỏng; hãy xin lại tệp.")
    page.set_viewport_size({"width": width, "height": 800})
    for address in (reverse("document-reading", args=[arrival.pk]), reverse("documents")):
        page.goto(address)
        fits(page)
        axe(page)
