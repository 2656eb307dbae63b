"""The papers around the year's programme: a campaign in two phases, two of a union between, a letter with an annex.

Two of them wait for whoever signs in: the union's own programme, and the letter.
"""

from datetime import date
from decimal import Decimal

from nhipcau.demo.papers import issued, received, year_of
from nhipcau.demo.programmes import share_out
from nhipcau.programmes.models import Allocation, Programme
from nhipcau.units.models import Unit
from nhipcau.units.queries import children_on
from nhipcau.web.format import number

# The union that has papers of its own.
UNION = "NB-KCN"
# Of the province's share of outstanding members the union's own programme promises so many more.
PROMISED_MORE = 20
# A name of the annex as it should be and as the typist wrote it: near enough to be offered, too far to be sure of.
MISSPELT = ("Gia Viễn", "Gia Vân")
# Rows of the annex, and how many grassroots unions make one.
ANNEX = (
    ("Doanh nghiệp thương lượng, ký mới thỏa ước lao động tập thể", "bản", 14),
    ("Doanh nghiệp thương lượng nâng giá trị bữa ăn ca", "doanh nghiệp", 9),
    ("Thành lập mới Ban Nữ công quần chúng", "ban", 12),
)


def read_the_papers_around(programme: Programme, today: date) -> None:
    """Puts them into the registers; of the campaign one target is given to the units below, one is left undivided."""
    words = _dated(today, (2, 2))
    campaign = issued(received("NB", "ke-hoach-thi-dua", today, **words), today)
    share_out(campaign, indicators=["E2"])
    issued(received(UNION, "ke-hoach-kcn", today, **words), today)
    received(UNION, "chuong-trinh-kcn", today, **words, **_promised(programme))
    annex(today)


def _dated(today: date, wished: tuple[int, int]) -> dict[str, object]:
    """Words for the head of a paper: the day wished, or today where that still lies ahead."""
    year = year_of(today)
    return _head(year, min(today, date(year, *wished)))


def _head(year: int, day: date) -> dict[str, object]:
    return {"year": year, "day": f"{day.day:02d}", "month": f"{day.month:02d}"}


def _promised(programme: Programme) -> dict[str, str]:
    """What the union promises: as many new members as it was given, some more outstanding ones than it was given."""
    shares = Allocation.objects.filter(target__programme=programme, unit__code=UNION)
    given = dict(shares.values_list("target__indicator__code", "value"))
    return {"admitted": number(given["A1"]), "introduced": number(given["D3"] + PROMISED_MORE)}


def annex(today: date) -> None:
    """The letter of today whose table names the units below the province, one of them misspelt."""
    year, province = year_of(today), Unit.objects.get(code="NB")
    units = list(children_on(province, today).filter(kind__reports=False))
    sizes = [max(1, children_on(unit, today).count()) for unit in units]
    heads = [unit.name.replace(*MISSPELT) for unit in units]
    lines = [["TT", "Chỉ tiêu", "ĐVT", *heads, "Tổng số"]]
    for place, (label, measure, each) in enumerate(ANNEX, 1):
        shares = [Decimal(-(-size // each)) for size in sizes]
        lines.append([str(place), label, measure, *map(number, shares), number(sum(shares, Decimal(0)))])
    table = "\n".join("\t".join(line) for line in lines)
    received("NB", "phan-bo", today, table=table, **_head(year, today))
