"""A share adjusted again and again keeps every version, one of them current."""

from datetime import date
from decimal import Decimal

from nhipcau.programmes import rows
from nhipcau.programmes.models import Allocation, Programme, Target
from nhipcau.programmes.services_issuing import adjust


def test_a_share_adjusted_three_times_keeps_all_its_versions(world):
    programme = Programme.objects.create(
        issuer=world.province_a, code="CT", title="CT", period="2024", state=Programme.ISSUED, number="1/CTr"
    )
    target = Target.objects.create(
        programme=programme, code="T", operator=">=", value=100, period="2024", cascade="split"
    )
    target.refresh_from_db()
    for unit, value in ((world.district, 60), (world.a3, 40)):
        Allocation.objects.create(
            target=target, by_unit=world.province_a, unit=unit, value=value, state="issued", decision="1/QĐ"
        )
    for month, value in ((3, 55), (4, 50), (5, 45)):
        adjust(
            world.province_a,
            target,
            values={world.district.pk: Decimal(value), world.a3.pk: Decimal(100 - value)},
            reason="Điều chỉnh",
            stamp=rows.row_for(world.province_a, target, world.today).stamp,
            today=date(2024, month, 1),
            by=world.access(world.binh),
        )
    versions = list(Allocation.objects.filter(unit=world.district).order_by("version"))
    assert [(int(share.value), share.version) for share in versions] == [(60, 1), (55, 2), (50, 3), (45, 4)]
    assert [share.replaced_by_id for share in versions] == [*(share.pk for share in versions[1:]), None]
