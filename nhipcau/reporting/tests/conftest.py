"""A monthly form of the world's province A: members, women among them, newly admitted, wage, rate of agreements."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from nhipcau.indicators.models import Indicator
from nhipcau.reporting.answers import GIVEN, NONE_AROSE, Answer
from nhipcau.reporting.models import Calendar, Form, Obligation, Period
from nhipcau.reporting.services import approve, make_form, open_obligations, save_draft, submit
from nhipcau.reporting.services_duties import AskedRow


def given(number, base=None) -> Answer:
    return Answer(GIVEN, Decimal(str(number)), None if base is None else Decimal(str(base)))


NONE = Answer(NONE_AROSE)


@dataclass(frozen=True)
class Asked:
    """The indicators the form asks for."""

    members: Indicator
    women: Indicator
    admitted: Indicator
    wage: Indicator
    agreements: Indicator


@dataclass
class Monthly:
    """A world with a form, October and November opened, and short ways to act."""

    world: object
    asked: Asked
    form: Form
    october: Period
    november: Period

    def of(self, unit, period=None) -> Obligation:
        return Obligation.objects.select_related("unit__parent", "form", "period").get(
            unit=unit, form=self.form, period=period or self.november
        )

    def plain(self, members=100, women=40, admitted=2):
        """A complete set of sound answers."""
        return {
            self.asked.members.pk: given(members),
            self.asked.women.pk: given(women),
            self.asked.admitted.pk: NONE if admitted is None else given(admitted),
            self.asked.wage.pk: given(8_500_000, 100),
            self.asked.agreements.pk: given(9, 10),
        }

    def draft(self, obligation, answers=None, by=None, **more):
        by = by or self.world.access(self.world.chi)
        return save_draft(
            by=by, obligation=obligation, answers=self.plain() if answers is None else answers, revision=0, **more
        )

    def sent(self, obligation, answers=None, by=None, **more):
        by = by or self.world.access(self.world.chi)
        draft = self.draft(obligation, answers, by, **more)
        return submit(by=by, submission=draft, revision=draft.revision)

    def approved(self, obligation, answers=None, by=None, **more):
        sent = self.sent(obligation, answers, by, **more)
        return approve(by=self.world.access(self.world.binh), submission=sent)


def make_asked() -> Asked:
    def indicator(code, name, **more):
        rules = {"over_units": "sum", "over_time": "sum", "unit": "người", **more}
        return Indicator.objects.create(code=code, name=name, **rules)

    members = indicator("T-DV", "Tổng số đoàn viên", over_time="last")
    return Asked(
        members=members,
        women=indicator("T-DVN", "Đoàn viên nữ", over_time="last", of_which=members),
        admitted=indicator("T-KN", "Đoàn viên kết nạp mới"),
        wage=indicator("T-TL", "Tiền lương bình quân", over_units="weighted", over_time="weighted", unit="đ"),
        agreements=indicator("T-TU", "Doanh nghiệp ký thỏa ước", over_units="ratio", over_time="ratio", unit="%"),
    )


@pytest.fixture
def monthly(world) -> Monthly:
    """In a transaction that is rolled back."""
    return make_monthly(world)


@pytest.fixture
def monthly_at_once(world_at_once) -> Monthly:
    """In a database of its own, for several connections that act at once."""
    return make_monthly(world_at_once)


def make_monthly(world) -> Monthly:
    asked = make_asked()
    calendar = Calendar.objects.get(code="duong")

    def month(number):
        last = {10: 31, 11: 30}[number]
        return Period.objects.create(
            code=f"2024-{number}",
            calendar=calendar,
            kind="month",
            starts_on=date(2024, number, 1),
            last_day=date(2024, number, last),
        )

    october, november = month(10), month(11)
    binh = world.access(world.binh)
    rows = [
        AskedRow(asked.members),
        AskedRow(asked.women),
        AskedRow(asked.admitted),
        AskedRow(asked.wage),
        AskedRow(asked.agreements, required=False),
    ]
    form = make_form(
        by=binh,
        code="T-THANG",
        name="Báo cáo tháng",
        issuer=world.province_a,
        calendar=calendar,
        frequency="month",
        kinds=["cdcs"],
        rows=rows,
        first_period_from=date(2024, 1, 1),
    )
    for period in (october, november):
        open_obligations(by=binh, form=form, period=period)
    return Monthly(world, asked, form, october, november)
