"""A programme of province A with targets to divide, for the tests of this room."""

from decimal import Decimal

from nhipcau.indicators.models import Indicator
from nhipcau.lib.vietnamese import fold
from nhipcau.programmes import services
from nhipcau.programmes import services_allocation as allocation
from nhipcau.programmes import services_issuing as issuing
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.rows import row_for


def indicator(code: str = "T1", **fields) -> Indicator:
    name = fields.pop("name", f"Chỉ tiêu {code}")
    defaults = {"name": name, "unit": "người", "over_units": "sum", "over_time": "sum", "search_key": fold(name)}
    return Indicator.objects.get_or_create(code=code, defaults={**defaults, **fields})[0]


def programme(world, *, issuer=None, person=None, issued=True, period="2024") -> Programme:
    by = world.access(person or world.binh)
    made = services.create(issuer or world.province_a, fields={"title": "Chương trình", "period": period}, by=by)
    target(made, by=by, value=100)
    return services.issue(made, today=world.today, by=by) if issued else made


def target(plan: Programme, *, by, value, cascade="split", code="T1", **fields) -> Target:
    value = None if value is None else Decimal(value)
    wanted = {"text": f"Kết nạp {value} đoàn viên", "operator": "=", "value": value, "cascade": cascade,
              "period": plan.period, "indicator": indicator(code), "measure": "người", **fields}  # fmt: skip
    return services.save_target(plan, wanted, by=by)


def divide(world, goal: Target, values: dict, *, unit=None, person=None) -> int:
    """Writes values by unit, as from a page shown just now."""
    unit = unit or world.province_a
    row = row_for(unit, goal, world.today)
    entry = allocation.RowEntry(
        goal.pk, row.stamp, {u.pk: None if v is None else Decimal(v) for u, v in values.items()}
    )
    return allocation.save_rows(unit, [entry], today=world.today, by=world.access(person or world.binh))


def assign(world, *goals: Target, unit=None, person=None, over=""):
    """Issues rows as from a page shown just now."""
    unit = unit or world.province_a
    stamps = {goal.pk: row_for(unit, goal, world.today).stamp for goal in goals}
    return issuing.issue(
        unit, goals[0].programme, stamps=stamps, over=over, today=world.today, by=world.access(person or world.binh)
    )


def share(goal: Target, unit) -> Allocation:
    return Allocation.objects.current().select_related("unit", "by_unit").get(target=goal, unit=unit)
