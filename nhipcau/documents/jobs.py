"""What happens to documents by itself."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from nhipcau.documents import arrivals


# Below everything else: many scans sent at once must not hold up what each night needs.
@app.task(priority=-10, pass_context=False)
def read_arrival(arrival: int) -> None:
    """A file that takes long is read."""
    arrivals.read_now(arrival)


def ask_for(arrival: int) -> None:
    """Puts the reading of an arrival into the queue, once."""
    try:
        with transaction.atomic():
            read_arrival.configure(queueing_lock=f"documents.arrival.{arrival}").defer(arrival=arrival)
    except AlreadyEnqueued:
        pass


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="documents.arrivals", pass_context=False)
def take_up_abandoned(timestamp: int) -> None:
    """Readings that were interrupted begin anew."""
    for arrival in arrivals.abandoned():
        ask_for(arrival)
