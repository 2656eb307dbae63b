"""Two people over one document: one wins, the other gets a clear sentence and sees how it stands now."""

from functools import partial

import pytest
from django.urls import reverse

from nhipcau.documents import services
from nhipcau.documents.models import Document, ReadItem
from nhipcau.documents.tests.papers import PAPER, catalogue
from nhipcau.web.problems import Conflict
from tests.waiting import at_once


def received(world, settings, tmp_path) -> Document:
    settings.MEDIA_ROOT = tmp_path
    catalogue()
    return services.receive(world.province_a, data=PAPER.encode(), file_name="a.txt", by=world.access(world.binh))[0]


@pytest.fixture
def item(world, settings, tmp_path) -> ReadItem:
    return received(world, settings, tmp_path).items.filter(kind=ReadItem.TARGET).first()


def test_a_stale_button_changes_nothing_and_says_what_the_other_decided(world, item, client):
    services.decide(item, ReadItem.REFUSED, by=world.access(world.lan), revision=1)
    client.force_login(world.binh)
    address = reverse("read-item-decide", args=[item.pk])
    response = client.post(address, {"decision": "accepted", "revision": 1}, headers={"HX-Request": "true"})
    item.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 409 and item.decision == ReadItem.REFUSED
    assert "Người khác đã nhanh hơn: mục này vừa bị bỏ" in page and f'name="revision" value="{item.revision}"' in page


def test_a_stale_correction_changes_nothing_and_keeps_what_was_typed(world, item, client):
    services.decide(item, ReadItem.ACCEPTED, by=world.access(world.lan))
    client.force_login(world.binh)
    fields = {"comparator": "=", "value": "77", "period": "2024", "cascade": "split", "duty": "required", "revision": 1}
    response = client.post(reverse("read-item-edit", args=[item.pk]), fields)
    item.refresh_from_db()
    assert response.status_code == 409 and item.fields["value"] != "77" and 'value="77"' in response.content.decode()


def test_what_vanished_by_reading_again_is_said(world, item):
    stale = ReadItem.objects.select_related("document__unit").get(pk=item.pk)
    item.delete()
    with pytest.raises(Conflict):
        services.decide(stale, ReadItem.ACCEPTED, by=world.access(world.binh), revision=1)


def test_of_many_who_decide_at_the_same_moment_one_wins(world_at_once, settings, tmp_path):
    world = world_at_once
    item = received(world, settings, tmp_path).items.filter(kind=ReadItem.TARGET).first()
    shown = [ReadItem.objects.select_related("document__unit").get(pk=item.pk) for _ in range(6)]
    wanted = [ReadItem.ACCEPTED if n % 2 else ReadItem.REFUSED for n in range(6)]
    decide = partial(services.decide, by=world.access(world.binh), revision=1)
    results = at_once(*(partial(decide, *pair) for pair in zip(shown, wanted, strict=True)))
    item.refresh_from_db()
    lost = [result for result in results if isinstance(result, Conflict)]
    assert [item.decision] == [result.decision for result in results if result not in lost]
    assert len(lost) == 5 and all(map(str, lost))
