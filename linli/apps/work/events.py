"""The acts of `work`. What a job itself does is recorded by the act it does; here is who asked for it."""

from __future__ import annotations

from linli.apps.accounts.journal import EventKind

EVENTS = (
    EventKind("work.job.asked", "交后台办理：{about}", "Handed to the background: {about}"),
    EventKind("work.job.cancelled", "取消后台任务：{about}", "Background job cancelled: {about}"),
    EventKind("work.job.tried_again", "重新办理后台任务：{about}", "Background job started again: {about}"),
)
