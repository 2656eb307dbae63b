"""A programme of province A that asks for reports and has phases, made up for tests of several rooms."""

from datetime import date

from nhipcau.programmes import services
from nhipcau.programmes.models import Programme, ReportDeadline
from nhipcau.programmes.services_lines import save_line
from nhipcau.programmes.tests.plans import programme

YEARLY = {"text": "Báo cáo tổng kết năm về Văn phòng trước ngày 15/12", "to": "Văn phòng",
          "named_on": date(2024, 12, 15), "inclusive": False, "recurrence": "yearly"}  # fmt: skip
HALF = {"text": "Báo cáo sơ kết 6 tháng về Văn phòng trước ngày 31/5", "to": "Văn phòng",
        "named_on": date(2024, 5, 31), "inclusive": False, "recurrence": "half-year"}  # fmt: skip


def asking(world, *lines, issued=True, period="2024") -> Programme:
    """The programme with these deadlines, in their order."""
    by = world.access(world.binh)
    plan = programme(world, issued=False, period=period)
    for line in lines or (YEARLY,):
        save_line(plan, ReportDeadline(), line, by=by)
    return services.issue(plan, today=world.today, number="07/CTr-LĐLĐ", by=by) if issued else plan
