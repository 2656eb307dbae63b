"""What happens to reports by itself."""

from procrastinate.contrib.django import app

from nhipcau.access import system_access
from nhipcau.accounts.clock import today
from nhipcau.lib.periods import UnknownPeriod, period_at
from nhipcau.reporting.models import Form
from nhipcau.reporting.periods import calendars, ensure_rows
from nhipcau.reporting.services import open_what_has_begun


@app.periodic(cron="20 17 * * *")  # twenty past midnight in Việt Nam, after the tree of the day is set
@app.task(queueing_lock="reporting.open", pass_context=False)
def open_the_days_reports(timestamp: int) -> None:
    """Periods that begin get their rows, and units their obligations."""
    day, rules = today(), calendars()
    running = []
    for calendar, kind in Form.objects.order_by().values_list("calendar", "frequency").distinct():
        try:
            running.append(period_at(day, kind, "" if calendar == "duong" else calendar, rules))
        except (KeyError, UnknownPeriod):
            continue  # phases have their rows already; nine months have none in the last quarter
    ensure_rows(running)
    open_what_has_begun(by=system_access(today=day))
