"""Fixtures for tests in a real browser: `site` (this application, in the test's own transaction) and `page`.

Wherever Chromium or Chrome is missing such a test is skipped; with NHIPCAU_BROWSER_REQUIRED=1 it fails.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 300  # seconds: a machine that is busy with the rest of the run is no defect of a page
HOW_TO_GET_ONE = "No Chromium or Chrome on the PATH: `apt-get install chromium`, then run this test again."


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what needs a browser, and keeps it on one worker: one Chromium, not one for each."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@dataclass(frozen=True)
class Site:
    """The running application: `site / "reports/"` is an address in it."""

    url: str

    def __truediv__(self, path: str) -> str:
        return f"{self.url}/{path.lstrip('/')}"


@pytest.fixture
def site(db: None, settings: Any) -> Iterator[Site]:
    """The application on a port of its own.

    One thread, on the connection of the test: it sees what the test made, and everything is rolled back after. (A
    server with connections of its own would need TRUNCATE after each test, which the audit trail refuses.)
    """
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections, connections
    from waitress import create_server

    from nhipcau.config.wsgi import application

    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    shared = connections["default"]

    def on_shared_connection(environ: dict[str, Any], start_response: Any) -> Any:
        connections["default"] = shared
        return application(environ, start_response)

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # the connection is the test's to close
    shared.inc_thread_sharing()
    server = create_server(on_shared_connection, host="127.0.0.1", port=0, threads=1)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.effective_port}")
    server.task_dispatcher.shutdown(timeout=PATIENCE)  # what is asked last is answered before all is rolled back
    server.close()
    thread.join(timeout=5)  # it may wait for a browser that keeps its line open; it answers nothing any more
    shared.dec_thread_sharing()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests of a run."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        if os.environ.get("NHIPCAU_BROWSER_REQUIRED") == "1":
            pytest.fail(HOW_TO_GET_ONE)
        pytest.skip(HOW_TO_GET_ONE)
    from playwright.sync_api import expect, sync_playwright

    # Playwright's sync interface runs an event loop in this thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visitor(browser: Any, address: str, *, width: int = 1280, **more: Any) -> Iterator[Any]:
    """A page of a fresh visitor, Vietnamese, patient; `more` is Playwright's."""
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 800}, locale="vi-VN", **more)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(chromium: Any, site: Site) -> Iterator[Any]:
    """A page of a fresh visitor, 1280 wide. Fails at the end when the page broke its own security policy or a script
    of it threw."""
    faults: list[str] = []
    with visitor(chromium, site.url, reduced_motion="reduce") as opened:
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
        yield opened
    assert faults == []


def sign_in(page: Any, username: str) -> None:
    """Signs the visitor in as a member of the cast, without going through the form."""
    from django.conf import settings
    from django.test import Client

    from nhipcau.accounts.models import Person

    client = Client()
    client.force_login(Person.objects.get_by_natural_key(username), backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": "127.0.0.1", "path": "/", "httpOnly": True}]
    )


_ON_ITS_WAY = ".htmx-request, .htmx-swapping, .htmx-settling"
_BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def _at_rest(page: Any, look: Callable[[], Any]) -> Any:
    """What a look at the page gives once its parts have come; the look begins anew when the page goes on to another."""
    from playwright.sync_api import Error, expect

    while True:
        try:
            page.wait_for_load_state()
            expect(page.locator(_ON_ITS_WAY)).to_have_count(0)
            return look()
        except Error as error:
            if "Execution context was destroyed" not in error.message:
                raise


def axe(page: Any) -> None:
    """Fails when axe finds a violation of WCAG 2.2 A or AA, or of its good practices, on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    found = _at_rest(page, lambda: Axe().run(page).response["violations"])
    assert found == [], "\n".join(
        f"{rule['id']}: {rule['help']}\n" + "\n".join(f"    {node['html']}" for node in rule["nodes"]) for rule in found
    )


def fits(page: Any) -> None:
    """Fails when the page scrolls sideways."""
    beyond = _at_rest(page, lambda: page.evaluate(_BEYOND))
    assert beyond <= 0, f"{page.url} is {beyond} px wider than the window"
