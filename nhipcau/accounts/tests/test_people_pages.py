import re

from django.urls import reverse

from nhipcau.accounts.models import Grant


def test_the_list_shows_roles_of_ones_own_units_only(world, client, django_assert_max_num_queries):
    client.force_login(world.dung)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("people")).content.decode()
    assert "Dũng" in page
    assert "Chi" not in page.split("<main")[1]


def test_people_are_found_by_unit_without_accents(world, client):
    client.force_login(world.binh)
    page = client.get(reverse("people"), {"q": "truong a1"}).content.decode()
    assert "Chi" in page
    assert "Hòa" not in page.split("<main")[1]


def test_a_person_outside_ones_units_does_not_exist(world, client):
    client.force_login(world.dung)
    assert client.get(reverse("person", args=[world.chi.pk])).status_code == 404


def test_giving_a_role_at_a_foreign_unit_says_so_and_changes_nothing(world, client):
    client.force_login(world.binh)
    data = {"role": "grassroots_chair", "unit": "B1", "owner": ""}
    answer = client.post(reverse("give-role", args=[world.chi.pk]), data)
    assert answer.status_code == 422
    assert "phạm vi" in answer.content.decode()
    assert Grant.objects.filter(person=world.chi).count() == 1


def test_a_new_person_gets_a_first_password_shown_once(world, client):
    client.force_login(world.binh)
    data = {"name": "Mới", "username": "moi", "email": "", "role": "grassroots_chair"}
    answer = client.post(reverse("new-person", args=["A1"]), data)
    assert answer.status_code == 200
    assert "<code>" in answer.content.decode()


def test_only_roles_the_giver_may_give_are_offered_the_narrowest_first(world, client):
    client.force_login(world.binh)
    for address in (reverse("new-person", args=["A1"]), reverse("person", args=[world.chi.pk])):
        offered = re.findall(
            r'<option value="([a-z_]+)"',
            client.get(address).content.decode().split('name="role"')[1].split("</select>")[0],
        )
        assert offered[-1] == "provincial_office"
        assert "grassroots_chair" in offered
        assert not {"confederation_office", "operator"} & set(offered)
