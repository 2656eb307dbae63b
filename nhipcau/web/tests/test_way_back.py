"""A form's `next` leads back into this site or nowhere."""

import pytest
from django.test import RequestFactory

from nhipcau.web.back import way_back


def back(address):
    return way_back(RequestFactory().post("/", {"next": address} if address is not None else {}), "/otherwise/")


@pytest.mark.parametrize("address", ["/", "/reports/?tab=late&q=a%20b", "/reports/#row-5", "/đơn-vị/"])
def test_an_address_of_this_site_is_taken(address):
    assert back(address) == address


@pytest.mark.parametrize(
    "address",
    [None, "", "word", "my-duties", "javascript:alert(1)", "//evil.example/", "/\\evil.example", "https://evil.example/",
     "http:///evil.example", " /reports/", "\t//evil.example"],
)  # fmt: skip
def test_anything_else_leads_to_where_the_page_says(address):
    assert back(address) == "/otherwise/"
