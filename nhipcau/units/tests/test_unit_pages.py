from datetime import date

from django.urls import reverse

from nhipcau.units.models import Placement, Unit


def test_a_unit_shows_what_hangs_below_it(world, client, django_assert_max_num_queries):
    client.force_login(world.binh)
    with django_assert_max_num_queries(14):
        page = client.get(reverse("unit", args=["A"])).content.decode()
    assert "LĐLĐ huyện Một" in page
    assert "CĐCS Bệnh viện A3" in page


def test_the_tree_of_another_day_is_shown_as_it_was(world, client):
    Placement.objects.filter(unit=world.a2).update(valid_to=date(2024, 6, 1))
    Placement.objects.create(
        unit=world.a2, parent=world.province_a, name="CĐCS A2 mới", kind_id="cdcs", valid_from=date(2024, 6, 1)
    )
    client.force_login(world.binh)
    before = client.get(reverse("unit", args=["A-H1"]), {"on": "31/5/2024"}).content.decode()
    after = client.get(reverse("unit", args=["A-H1"]), {"on": "2024-06-01"}).content.decode()
    assert "CĐCS Xí nghiệp A2" in before
    assert "A2" not in after.split("<main")[1]


def test_a_day_that_is_none_gets_a_sentence(world, client):
    client.force_login(world.binh)
    answer = client.get(reverse("unit", args=["A"]), {"on": "hôm qua"})
    assert answer.status_code == 422
    assert "31/5/2024" in answer.content.decode()


def test_units_are_found_without_accents(world, client):
    client.force_login(world.lan)
    page = client.get(reverse("units"), {"q": "benh vien"}).content.decode()
    assert "CĐCS Bệnh viện A3" in page


def test_a_foreign_unit_does_not_exist(world, client):
    client.force_login(world.chi)
    assert client.get(reverse("unit", args=["B"])).status_code == 404
    assert Unit.objects.filter(code="B").exists()


def test_the_roles_at_a_unit_are_offered_only_to_those_who_may_see_them(world, client):
    for person, offered in ((world.binh, True), (world.chi, False)):
        client.force_login(person)
        page = client.get(reverse("unit", args=["A1"])).content.decode()
        assert ("Người dùng và vai trò" in page.split("<main")[1]) is offered
