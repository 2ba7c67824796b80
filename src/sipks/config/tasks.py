from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(
    name="sipks.config.tasks.resume_stalled", queueing_lock="resume_stalled", pass_context=True
)
async def resume_stalled(context: JobContext, timestamp: int) -> None:
    """Once a minute: jobs whose worker has died are done again from their last whole step."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
