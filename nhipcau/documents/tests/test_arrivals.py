"""A file that takes long is read in the background: seen while it is, taken up when interrupted, gone when refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from nhipcau.access import Forbidden
from nhipcau.audit.models import Entry
from nhipcau.docio.tests.scans import needs_tesseract, page_of, saved
from nhipcau.documents import arrivals, files, jobs, services_arrivals
from nhipcau.documents.models import Arrival, Document
from nhipcau.documents.tests.programs import alive, pids_in, slow_programs
from nhipcau.jobs.queues import SCANS
from nhipcau.web.problems import Conflict
from tests.waiting import until

LINES = [
    (300, 300, "KẾ HOẠCH"),
    (300, 400, "Phát triển đoàn viên năm 2025"),
    (300, 600, "I. CHỈ TIÊU"),
    (300, 700, "1. Kết nạp 120 đoàn viên mới trong năm 2025."),
]


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _time_to_spare(monkeypatch):
    """What is a minute elsewhere is an hour here: a busy machine makes nobody silent."""
    for module, name in ((arrivals, "STALE"), (services_arrivals, "RESTS_FOR")):
        monkeypatch.setattr(module, name, getattr(module, name) * 60)


@pytest.fixture
def arrival(world):
    data = b"\x89PNG\r\n\x1a\n" + b"no picture at all"
    return services_arrivals.expect(
        world.province_a, data=data, file_name="scan.png", pages=2, by=world.access(world.binh)
    )


def silent(arrival, minutes, **changes):
    """The arrival as it is when nobody gave a sign of life for so long."""
    then = timezone.now() - timedelta(minutes=minutes)
    Arrival.objects.filter(pk=arrival.pk).update(beat_at=then, **changes)
    arrival.refresh_from_db()
    return arrival


def queued(**which):
    found = ProcrastinateJob.objects.filter(task_name__contains="read_arrival", **which)
    return [job.args["arrival"] for job in found]


@dataclass
class Told:
    """What a job hears from its worker: whether to end."""

    should_abort: Callable[[], bool] = lambda: False


@pytest.fixture
def slow_tesseract(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", slow_programs(tmp_path))
    return tmp_path / "pids"


@needs_tesseract
def test_a_scan_sent_is_taken_in_at_once_and_read_in_the_background(world, client):
    client.force_login(world.binh)
    response = client.post(reverse("document-upload"), {"file": SimpleUploadedFile("scan.png", saved(page_of(LINES)))})
    arrival = Arrival.objects.get()
    assert response.url == reverse("document-reading", args=[arrival.pk])
    assert (arrival.state, arrival.pages) == (Arrival.WAITING, 1) and queued() == [arrival.pk]
    assert not Document.objects.exists()
    arrivals.read_next()
    document = Document.objects.get()
    assert [item.fields["value"] for item in document.items.filter(kind="target")] == ["120"]
    assert document.reading["warnings"]
    entry = Entry.objects.get(action="documents.document.received")
    assert entry.person_id == world.binh.pk
    page = client.get(response.url)
    assert page.url == reverse("document-confirm", args=[document.pk])
    assert files.path_of(document.sha256).exists()
    with pytest.raises(FileNotFoundError):
        files.held(arrival.pk)


def test_while_it_is_read_the_page_says_how_far_it_is_and_asks_again_by_itself(world, client, arrival):
    client.force_login(world.binh)
    Arrival.objects.update(state=Arrival.READING, done=1)
    body = client.get(reverse("document-reading", args=[arrival.pk])).content.decode()
    assert 'max="2" value="1"' in body and 'hx-trigger="every 2s"' in body and 'http-equiv="refresh"' in body
    part = client.get(reverse("document-reading", args=[arrival.pk]), HTTP_HX_REQUEST="true").content.decode()
    assert part.startswith("<section") and "scan.png" in part
    assert "scan.png" in client.get(reverse("documents")).content.decode()


def test_a_file_that_proves_to_be_none_is_refused_and_gone(world, client, arrival):
    arrivals.read_next()
    arrival.refresh_from_db()
    assert arrival.state == Arrival.REFUSED and arrival.sentence
    assert not Document.objects.exists()
    with pytest.raises(FileNotFoundError):
        files.held(arrival.pk)
    client.force_login(world.binh)
    body = client.get(reverse("document-reading", args=[arrival.pk])).content.decode()
    assert arrival.sentence in body and "every 2s" not in body
    assert "scan.png" in client.get(reverse("documents")).content.decode()


def test_one_reader_at_a_time(arrival):
    assert arrivals._claimed(arrival.pk) is not None
    assert arrivals._claimed(arrival.pk) is None


def test_a_reading_whose_reader_died_is_taken_up_by_the_next(arrival):
    arrivals._claimed(arrival.pk)
    assert arrivals.abandoned() == []
    silent(arrival, 120)
    assert arrivals.abandoned() == [arrival.pk]
    assert arrivals._claimed(arrival.pk).attempts == 2


def test_the_minutes_duty_queues_what_was_abandoned_once(arrival):
    silent(arrival, 120)
    jobs.take_up_abandoned(0)
    assert queued() == [arrival.pk]
    assert ProcrastinateJob.objects.filter(queueing_lock=f"documents.arrival.{arrival.pk}").count() == 1


def test_a_file_that_stops_its_reader_each_time_is_refused_in_the_end(arrival):
    silent(arrival, 120, state=Arrival.READING, attempts=arrivals.ATTEMPTS)
    arrivals.read_next()
    arrival.refresh_from_db()
    assert arrival.state == Arrival.REFUSED


def test_the_page_of_a_silent_reading_says_so_and_offers_to_try_again(world, client, arrival):
    client.force_login(world.binh)
    silent(arrival, 120, state=Arrival.READING, attempts=2)
    again = reverse("document-reading-again", args=[arrival.pk])
    assert again in client.get(reverse("document-reading", args=[arrival.pk])).content.decode()
    client.post(again)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.attempts) == (Arrival.WAITING, 0)


def test_what_is_being_read_is_not_begun_twice(world, arrival):
    silent(arrival, 20, state=Arrival.READING)
    with pytest.raises(Conflict):
        services_arrivals.try_again(arrival, by=world.access(world.binh))


def test_a_file_that_waits_behind_another_does_not_say_that_the_work_has_stopped(world, arrival, client):
    client.force_login(world.binh)
    address = reverse("document-reading", args=[arrival.pk])
    silent(arrival, 90)
    assert "phần chạy nền của hệ thống có vẻ đã dừng" in client.get(address).content.decode()
    other = services_arrivals.expect(
        world.province_a, data=b"II*\x00 other", file_name="other.tif", pages=40, by=world.access(world.binh)
    )
    Arrival.objects.filter(pk=other.pk).update(state=Arrival.READING, attempts=1)
    page = client.get(address).content.decode()
    assert "phần chạy nền của hệ thống có vẻ đã dừng" not in page and "đang chờ đến lượt" in page


def test_readings_wait_in_a_queue_of_their_own(arrival):
    assert ProcrastinateJob.objects.get(task_name__contains="read_arrival").queue_name == SCANS


def sent(world, unit, person, count):
    """So many files of a unit, as they wait."""
    by = world.access(person)
    return [
        services_arrivals.expect(unit, data=b"II*\x00 %d" % n, file_name=f"{n}.tif", pages=1, by=by).pk
        for n in range(count)
    ]


def test_units_take_turns_however_many_files_one_of_them_sent(world, client):
    many = sent(world, world.province_a, world.binh, 4)
    (one, other) = sent(world, world.province_b, world.dung, 2)
    assert arrivals.queue() == [many[0], one, many[1], other, many[2], many[3]]
    order = []
    while waiting := arrivals.queue():
        arrivals.read_next()
        order += set(waiting) - set(arrivals.queue())
    assert order == [many[0], one, many[1], other, many[2], many[3]]


def test_the_page_of_a_file_that_waits_says_how_many_come_before_it(world, client):
    sent(world, world.province_b, world.dung, 3)
    first, second = sent(world, world.province_a, world.binh, 2)
    client.force_login(world.binh)

    def page(pk):
        return client.get(reverse("document-reading", args=[pk])).content.decode()

    assert "1 tệp trước tệp của bạn" in page(first) and "3 tệp trước tệp của bạn" in page(second)
    arrivals._claimed(arrivals.queue()[0])
    assert "1 tệp trước tệp của bạn" in page(first)
    Arrival.objects.exclude(pk=second).update(state=Arrival.REFUSED)
    assert "đang chờ đến lượt" in page(second) and "trước tệp của bạn" not in page(second)


def test_a_reading_that_is_told_to_end_is_given_back_as_if_it_had_never_begun(world, arrival, slow_tesseract):
    Arrival.objects.all().delete()
    picture = saved(page_of(LINES))
    mine = services_arrivals.expect(
        world.province_a, data=picture, file_name="scan.png", pages=1, by=world.access(world.binh)
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    jobs.read_arrival(Told(lambda: bool(pids_in(slow_tesseract))), mine.pk)
    mine.refresh_from_db()
    assert (mine.state, mine.attempts) == (Arrival.WAITING, 0) and files.held(mine.pk) == picture
    assert queued(status="todo") == [mine.pk]
    until(lambda: not any(map(alive, pids_in(slow_tesseract))))


def test_the_same_file_sent_while_it_is_read_is_the_same_arrival(world, arrival):
    data = files.held(arrival.pk)
    twin = services_arrivals.expect(
        world.province_a, data=data, file_name="again.png", pages=2, by=world.access(world.binh)
    )
    assert twin.pk == arrival.pk and Arrival.objects.count() == 1


def test_a_right_lost_meanwhile_refuses_the_reading(world, arrival):
    world.binh.grants.all().delete()
    arrivals.read_next()
    arrival.refresh_from_db()
    assert arrival.state == Arrival.REFUSED and not Document.objects.exists()


def test_only_those_who_may_write_documents_send_scans(world):
    with pytest.raises(Forbidden):
        services_arrivals.expect(world.a1, data=b"x", file_name="x.png", pages=1, by=world.access(world.chi))


@needs_tesseract
def test_whoever_sends_a_scan_twice_is_told_that_it_is_on_its_way(world, client):
    client.force_login(world.binh)
    pages = [
        client.get(client.post(reverse("document-upload"), {"file": SimpleUploadedFile("scan.png", picture)}).url)
        for picture in [saved(page_of(LINES))] * 2
    ]
    said = ["Đúng tệp này đã gửi lúc" in page.content.decode() for page in pages]
    assert said == [False, True] and Arrival.objects.count() == 1
