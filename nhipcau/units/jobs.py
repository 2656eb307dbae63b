"""What happens to the tree by itself."""

from django.conf import settings
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from nhipcau.units.services import refresh_current_tree


@app.periodic(cron="2 17 * * *")  # two minutes past midnight in Việt Nam
@app.task(queueing_lock="units.refresh", pass_context=False)
def start_the_day(timestamp: int) -> None:
    """Placements dated ahead come into force."""
    refresh_current_tree(import_string(settings.CLOCK)())
