"""What every test starts from: one small union with a fixed cast."""

import os
from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no defect: property tests are held to what they say, not to how long an example takes. Each run
# tries the same examples, so that what fails here fails everywhere; a run with NHIPCAU_FUZZ looks for new ones.
settings.register_profile(
    "unhurried",
    deadline=None,
    derandomize="NHIPCAU_FUZZ" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("unhurried")


@dataclass(frozen=True)
class World:
    """One confederation, two provinces, a district, four grassroots unions; and the cast."""

    today: date
    nation: object  # Tổng Liên đoàn
    province_a: object
    province_b: object
    district: object  # below province A
    a1: object  # grassroots, below the district
    a2: object  # grassroots, below the district
    a3: object  # grassroots, directly below province A
    b1: object  # grassroots, below province B
    lan: object  # confederation office
    binh: object  # office of province A, approves
    hoa: object  # officer of the district
    chi: object  # chair of A1, reports
    dung: object  # office of province B, the outsider

    def access(self, person):
        """What a member of the cast may see and do today."""
        return person.access(self.today)


PASSWORD = "cầu-nhịp-2024"


@cache
def hashed_password() -> str:
    """Hashing is slow on purpose: once a run is enough for the whole cast."""
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


@pytest.fixture(autouse=True)
def _in_the_language_of_the_installation():
    """A page that a test before this one opened in English leaves its language behind in the process."""
    from django.conf import settings as installation
    from django.utils import translation

    translation.activate(installation.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _as_if_no_test_ran_before(monkeypatch):
    """What a process remembers: how often somebody tried to sign in, of which day the tree is."""
    from django.conf import settings as installation
    from django.core.cache import cache

    from nhipcau.units import clock

    cache.clear()
    monkeypatch.setattr(clock, "_seen", installation.TODAY)


@pytest.fixture
def world(db) -> World:
    """The small union, in a transaction that is rolled back."""
    return make_world()


@pytest.fixture
def world_at_once(own_database) -> World:
    """The small union in a database of its own: for tests in which several connections act at once."""
    return make_world()


@pytest.fixture(scope="session")
def django_db_setup(
    request,
    django_test_environment,
    django_db_blocker,
    django_db_keepdb,
    django_db_createdb,
    django_db_modify_db_settings,  # a name of its own for each worker
):
    """The test database, by its name, for every run in which a test reaches for one.

    (pytest-django's own makes it only where a test is marked or asks for `db`; one that asks for `own_database` alone
    would be led to the database that DATABASE_URL names.)
    """
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from tests.waiting import when_left_alone

    theirs, told = connection.settings_dict["NAME"], request.config.option.verbose
    kept = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=told, interactive=False, keepdb=kept, aliases=["default"])
    name = connection.settings_dict["NAME"]
    assert name != theirs
    yield name
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            when_left_alone(name, lambda _cursor: teardown_databases(made, verbosity=told))


@pytest.fixture
def own_database(django_db_setup, django_db_blocker):
    """A copy of the test database in which everything may be committed; dropped afterwards.

    (Django's own way, emptying every table after such a test, is refused by the audit trail.)
    """
    from django.db import connection
    from psycopg import sql

    from tests.waiting import when_left_alone

    with django_db_blocker.unblock():
        name = django_db_setup
        if connection.settings_dict["NAME"] != name:
            pytest.fail("This run is not on its test database: nothing is copied, nobody's session is ended.")
        copy = f"{name}_own"
        both = {"copy": sql.Identifier(copy), "name": sql.Identifier(name)}
        make = sql.SQL("CREATE DATABASE {copy} TEMPLATE {name}").format(**both)
        drop = sql.SQL("DROP DATABASE IF EXISTS {copy}").format(**both)
        when_left_alone(copy, lambda cursor: cursor.execute(drop))
        when_left_alone(name, lambda cursor: cursor.execute(make))
        connection.settings_dict["NAME"] = copy
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
            when_left_alone(copy, lambda cursor: cursor.execute(drop))


def make_world() -> World:
    """Builds the small union."""
    from nhipcau.accounts.models import Grant, Person
    from nhipcau.units.models import Placement, Unit
    from nhipcau.units.services import refresh_current_tree

    today, start = date(2024, 11, 22), date(2020, 1, 1)

    def unit(code, name, kind, parent):
        made = Unit.objects.create(code=code, name=name, kind_id=kind, path="/")
        Placement.objects.create(unit=made, parent=parent, name=name, kind_id=kind, valid_from=start)
        return made

    nation = unit("TLD", "Tổng Liên đoàn", "tld", None)
    province_a = unit("A", "LĐLĐ tỉnh A", "ldld_tinh", nation)
    province_b = unit("B", "LĐLĐ tỉnh B", "ldld_tinh", nation)
    district = unit("A-H1", "LĐLĐ huyện Một", "ldld_huyen", province_a)
    units = {
        "nation": nation,
        "province_a": province_a,
        "province_b": province_b,
        "district": district,
        "a1": unit("A1", "CĐCS Trường A1", "cdcs", district),
        "a2": unit("A2", "CĐCS Xí nghiệp A2", "cdcs", district),
        "a3": unit("A3", "CĐCS Bệnh viện A3", "cdcs", province_a),
        "b1": unit("B1", "CĐCS Trường B1", "cdcs", province_b),
    }
    refresh_current_tree(today)
    units = {key: Unit.objects.get(pk=made.pk) for key, made in units.items()}

    def person(username, name, role, at):
        made = Person.objects.create(username=username, name=name, password=hashed_password())
        Grant.objects.create(person=made, role=role, unit=units[at], valid_from=start)
        return made

    return World(
        today=today,
        **units,
        lan=person("lan", "Lan", "confederation_office", "nation"),
        binh=person("binh", "Bình", "provincial_office", "province_a"),
        hoa=person("hoa", "Hòa", "intermediate_officer", "district"),
        chi=person("chi", "Chi", "grassroots_chair", "a1"),
        dung=person("dung", "Dũng", "provincial_office", "province_b"),
    )
