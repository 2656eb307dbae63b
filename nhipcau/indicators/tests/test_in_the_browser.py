"""The catalogue in a real browser: nothing for axe to find, nothing sideways."""

import pytest

from nhipcau.indicators.commands import load_catalogue
from tests.browser import axe, fits, sign_in

PLACES = ["/indicators/", "/indicators/?q=khong+co+gi", "/indicators/A4/", "/indicators/A4/edit/", "/indicators/new/"]


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)], ids=["desk", "phone"])
def test_the_pages_of_the_catalogue_are_accessible_and_fit(page, world, size):
    load_catalogue(by=world.access(world.lan), today=world.today)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(page, "lan")
    for place in PLACES:
        assert page.goto(place).status == 200
        fits(page)
        axe(page)
