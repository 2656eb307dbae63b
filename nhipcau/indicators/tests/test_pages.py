"""The pages of the catalogue."""

import pytest
from django.urls import reverse

from nhipcau.audit.models import Entry
from nhipcau.indicators.commands import load_catalogue
from nhipcau.indicators.models import Indicator


@pytest.fixture
def catalogue(world):
    load_catalogue(by=world.access(world.lan), today=world.today)


@pytest.fixture
def page(client, world, catalogue, django_assert_max_num_queries):
    def page(person, address, data=None):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        with django_assert_max_num_queries(40 if data else 15):
            return client.post(address, data) if data else client.get(address)

    return page


def filled(code, **changed):
    row = Indicator.objects.get(code=code)
    fields = ("code", "name", "name_en", "unit", "unit_en", "over_units", "over_time", "direction", "cascade", "group")
    values = {name: getattr(row, name) for name in fields}
    values |= {"owner": row.owner, "part_rule": row.part_rule, "decimals": row.decimals, "version": row.version}
    return {**values, "of_which": row.of_which.code if row.of_which else "", **changed}


def test_a_search_forgives_accents(page, world):
    answer = page(world.chi, reverse("indicators") + "?q=mai am")
    assert "Nhà Mái ấm công đoàn xây mới, sửa chữa" in answer.content.decode()
    assert "Tai nạn lao động" not in answer.content.decode()


def test_the_catalogue_stands_in_groups_and_a_group_can_be_chosen(page, world):
    assert "A. Phát triển đoàn viên" in page(world.chi, reverse("indicators")).content.decode()
    only = page(world.chi, reverse("indicators") + "?group=G").content.decode()
    assert "G. Kiểm tra, giám sát" in only
    assert "Đoàn viên kết nạp mới" not in only


def test_a_search_without_result_says_what_to_do(page, world):
    assert "không cần dấu" in page(world.chi, reverse("indicators") + "?q=xyzzy").content.decode()


def test_a_page_shows_what_an_indicator_says_and_its_parts(page, world):
    shown = page(world.chi, reverse("indicator", args=["A4"])).content.decode()
    assert "lấy tháng cuối kỳ" in shown
    assert "A4F" in shown
    assert reverse("edit-indicator", args=["A4"]) not in shown


def test_saving_makes_the_next_version_with_its_reason_recorded(page, world):
    address = reverse("edit-indicator", args=["A4"])
    answer = page(world.lan, address, filled("A4", name="Tổng số đoàn viên cuối kỳ", reason="Cho rõ"))
    assert answer.status_code == 302
    row = Indicator.objects.get(code="A4")
    assert (row.name, row.version) == ("Tổng số đoàn viên cuối kỳ", 2)
    assert Entry.objects.of(row).last().reason == "Cho rõ"
    assert "<del>Tổng số đoàn viên</del>" in page(world.lan, reverse("indicator", args=["A4"])).content.decode()


def test_a_form_opened_before_another_saved_is_refused(page, world):
    address = reverse("edit-indicator", args=["A4"])
    old = filled("A4", name="Một")
    page(world.lan, address, filled("A4", name="Hai"))
    answer = page(world.lan, address, old)
    assert answer.status_code == 409
    assert "Người khác" in answer.content.decode()
    assert Indicator.objects.get(code="A4").name == "Hai"


@pytest.mark.parametrize("changed", [{"of_which": "A4F"}, {"of_which": "KHONG"}, {"name": ""}, {"decimals": "x"}])
def test_what_cannot_be_saved_says_so_and_changes_nothing(page, world, changed):
    answer = page(world.lan, reverse("edit-indicator", args=["A4"]), filled("A4", **changed))
    assert answer.status_code == 422
    assert Indicator.objects.get(code="A4").version == 1


def test_a_new_indicator_takes_the_last_place(page, world):
    values = {**filled("A4"), "code": "Z9", "name": "Chỉ tiêu riêng", "version": 0}
    assert page(world.lan, reverse("new-indicator"), values).status_code == 302
    assert Indicator.objects.last().code == "Z9"
    assert page(world.lan, reverse("new-indicator"), values).status_code == 409


def test_who_may_not_write_the_catalogue_sees_no_form(page, world):
    for address in (reverse("edit-indicator", args=["A4"]), reverse("new-indicator")):
        assert page(world.binh, address).status_code == 403
    assert page(world.binh, reverse("edit-indicator", args=["A4"]), filled("A4", name="X")).status_code == 403
    assert page(world.lan, reverse("edit-indicator", args=["A4"])).status_code == 200
