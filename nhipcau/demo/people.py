"""Who can sign in to the demo. Persons only as roles: nobody real is named."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from nhipcau.accounts.models import Grant, Person
from nhipcau.units.models import Unit

PASSWORD = "nhip-cau-demo"
START = date(2020, 1, 1)


@dataclass(frozen=True)
class Seat:
    """A person to be made: sign-in name, name to show, role, unit's code, department."""

    username: str
    name: str
    role: str
    unit: str
    owner: str = ""


SEATS = (
    Seat("tld", "Văn phòng Tổng Liên đoàn", "confederation_office", "TLĐ"),
    Seat("ninhbinh", "Văn phòng LĐLĐ tỉnh Ninh Bình", "provincial_office", "NB"),
    Seat("thuongtruc", "Thường trực LĐLĐ tỉnh Ninh Bình", "leadership", "NB"),
    Seat("tuyengiao", "Ban Tuyên giáo – Nữ công", "department", "NB", "tuyen_giao_nu_cong"),
    Seat("kiemtra", "Ủy ban Kiểm tra LĐLĐ tỉnh", "auditor", "NB"),
    Seat("kcn", "Công đoàn các khu công nghiệp", "intermediate_officer", "NB-KCN"),
    Seat("thanhhoa", "Văn phòng LĐLĐ tỉnh Thanh Hóa", "provincial_office", "TH"),
    Seat("quantri", "Quản trị hệ thống", "operator", "TLĐ"),
)


def seat_people() -> None:
    """Makes the offices' people, an officer for every union between, and a chair for every grassroots union.

    All share one password, hashed once: hashing four hundred would take longer than the rest of the demo.
    """
    hashed = make_password(PASSWORD)
    units = {unit.code: unit for unit in Unit.objects.select_related("kind").filter(alive=True)}
    seats = [*SEATS, *_officers(units), *_chairs(units)]
    known = set(Person.objects.values_list("username", flat=True))
    new = [seat for seat in seats if seat.username not in known and seat.unit in units]
    Person.objects.bulk_create(
        [Person(username=seat.username, name=seat.name, password=hashed) for seat in new], batch_size=500
    )
    people = {person.username: person for person in Person.objects.all()}
    Grant.objects.bulk_create(
        Grant(person=people[seat.username], role=seat.role, unit=units[seat.unit], owner=seat.owner, valid_from=START)
        for seat in new
    )


def _officers(units: dict[str, Unit]) -> list[Seat]:
    taken = {seat.unit for seat in SEATS}
    return [
        Seat(f"cb-{username(unit.code)}", f"Cán bộ {unit.name}", "intermediate_officer", code)
        for code, unit in units.items()
        if unit.kind_id in ("cd_xa", "cd_kcn", "cd_nganh", "ldld_huyen") and code not in taken
    ]


def _chairs(units: dict[str, Unit]) -> list[Seat]:
    return [
        Seat(username(unit.code), f"Chủ tịch {unit.name}", "grassroots_chair", code)
        for code, unit in units.items()
        if unit.kind.reports
    ]


def username(code: str) -> str:
    """A unit's code as a sign-in name: `NB-KCN-001` → `nb-kcn-001`, without letters a phone hides."""
    return code.lower().replace("đ", "d")
