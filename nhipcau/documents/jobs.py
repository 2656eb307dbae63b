"""What happens to documents by itself."""

from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from nhipcau.documents import arrivals, leftovers
from nhipcau.jobs.queues import SCANS

_LOCK = "documents.arrival."


@app.task(queue=SCANS, pass_context=True)
def read_arrival(context: JobContext, arrival: int) -> None:
    """A file that takes long is read: the one whose turn it is, which need not be the `arrival` this was asked for."""
    given_back = arrivals.read_next(context.should_abort)
    if given_back is not None:
        ask_for(given_back)


def ask_for(arrival: int) -> None:
    """Puts one reading into the queue for each arrival that waits, once."""
    try:
        with transaction.atomic():
            read_arrival.configure(queueing_lock=f"{_LOCK}{arrival}").defer(arrival=arrival)
    except AlreadyEnqueued:
        pass


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="documents.arrivals", pass_context=False)
def take_up_abandoned(timestamp: int) -> None:
    """Readings that were interrupted begin anew."""
    silent = arrivals.abandoned()
    asked = ProcrastinateJob.objects.filter(status="todo", queueing_lock__in=[f"{_LOCK}{pk}" for pk in silent])
    queued = set(asked.values_list("queueing_lock", flat=True))
    for arrival in silent:
        if f"{_LOCK}{arrival}" not in queued:
            ask_for(arrival)


@app.periodic(cron="40 17 * * *")  # forty minutes past midnight in Việt Nam
@app.task(queueing_lock="documents.leftovers", pass_context=False)
def tidy_up(timestamp: int) -> None:
    """What killed readings left on the disk goes."""
    leftovers.remove()
