"""A federation that has just begun: no form, no report owed."""

from django.urls import reverse


def test_the_list_of_reports_opens_where_no_form_was_ever_made(world, client):
    client.force_login(world.dung)
    assert client.get(reverse("submissions")).status_code == 200
    assert client.post(reverse("submissions-approve")).status_code == 302
