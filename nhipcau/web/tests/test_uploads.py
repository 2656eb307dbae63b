"""What is larger than the limit is let go by while it comes in."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory


def sent(size):
    return RequestFactory().post("/", {"file": SimpleUploadedFile("a.pdf", b"x" * size), "note": "kept"})


def test_a_file_above_the_limit_is_not_kept_and_the_rest_of_the_form_is(settings):
    settings.UPLOAD_LIMIT = 100_000
    request = sent(6_000_000)
    assert request.POST["note"] == "kept"
    assert not request.FILES and request.too_large_file


def test_a_file_at_the_limit_comes_through_whole(settings):
    settings.UPLOAD_LIMIT = 100_000
    request = sent(100_000)
    assert request.FILES["file"].size == 100_000 and not hasattr(request, "too_large_file")
