"""What happens to the queues by themselves."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

KEPT_HOURS = 30 * 24  # long enough to look into what went wrong


@app.periodic(cron="50 17 * * *")  # ten to one at night in Việt Nam
@app.task(queueing_lock="jobs.ended", pass_context=True)
async def forget_ended(context: JobContext, timestamp: int) -> None:
    """Jobs that ended a month ago, well or not, leave the table; what they changed stands in the audit trail."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
