"""Jobs: claimed once, ended once, tried again after a wait, given back by silent workers, stopped when asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.apps.accounts.refusals import ConflictError, NotFoundError, NotPermittedError, RefusalError
from linli.apps.accounts.services import end_appointment
from linli.apps.records.models import Event
from linli.apps.signin.models import Brake
from linli.apps.work import queue, services
from linli.apps.work.kinds import JOB_KINDS, CancelledError, Result
from linli.apps.work.models import Job, JobAttempt, JobState, Outcome
from linli.apps.work.queries import file_of, job_seen_by, jobs_seen_by
from linli.apps.work.worker import run_next, work_once
from tests.apps.work.conftest import Clock, Doing
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_asked")]


def asked(world: World, who: str = "office", **arguments: object) -> Job:
    return services.ask(actor=world[who], now=NOW, kind="test.work", about="试一试", arguments=arguments)


def run(clock: Clock, worker: str = "one") -> Job | None:
    done = run_next(clock=clock, worker=worker, beats=False)
    if done is not None:
        done.refresh_from_db()
    return done


def outcomes(job: Job) -> list[str]:
    return list(JobAttempt.objects.filter(job=job).values_list("outcome", flat=True))


def test_a_job_runs_once_as_who_asked_and_what_it_wrote_stands(world: World, doing: Doing, clock: Clock) -> None:
    asked(world, colour="red")
    done = run(clock)
    assert done is not None
    assert (done.state, done.result, done.attempts) == (JobState.DONE, {"n": 1}, 1)
    assert doing.runs[0].actor == world["office"]
    assert doing.runs[0].arguments == {"colour": "red"}
    assert Brake.objects.filter(kind="job").count() == 1
    assert run(clock) is None
    assert outcomes(done) == [Outcome.DONE]
    assert JOB_KINDS["test.work"].told(done.result, "en") == "run 1"


def test_the_same_asked_twice_is_one_job_while_it_waits_and_a_new_one_afterwards(
    world: World, doing: Doing, clock: Clock
) -> None:
    first = asked(world, a=1)
    assert asked(world, a=1) == first
    assert asked(world, a=2) != first
    assert asked(world, "finance", a=1) != first
    assert work_once(clock=clock) == 3
    assert asked(world, a=1) != first
    assert Event.objects.filter(kind="work.job.asked").count() == 4


def test_a_fault_is_tried_again_after_waits_that_double_and_told_in_words(
    world: World, doing: Doing, clock: Clock
) -> None:
    doing.faults = [OSError("disk"), OSError("disk"), OSError("disk")]
    job = asked(world)
    for wait, left in ((0, JobState.WAITING), (60, JobState.WAITING), (120, JobState.FAILED)):
        if wait:
            clock.pass_(seconds=wait - 1)
            assert run(clock) is None
            clock.pass_(seconds=1)
        assert run(clock) == job
        job.refresh_from_db()
        assert job.state == left
    assert outcomes(job) == [Outcome.FAILED] * 3
    assert "OSError" in job.error["zh"]
    assert "OSError" in job.error["en"]
    assert not Brake.objects.filter(kind="job").exists()


def test_what_a_rule_refuses_is_not_tried_again(world: World, doing: Doing, clock: Clock) -> None:
    doing.faults = [RefusalError("不行")]
    job = asked(world)
    run(clock)
    job.refresh_from_db()
    assert (job.state, job.error["zh"], job.attempts) == (JobState.FAILED, "不行", 1)


def test_a_silent_worker_loses_its_job_after_the_lease_and_not_before(world: World, doing: Doing, clock: Clock) -> None:
    asked(world)
    lost = queue.claim(clock(), "killed")
    assert lost is not None
    clock.pass_(seconds=int(queue.LEASE.total_seconds()))
    assert run(clock, "two") is None
    clock.pass_(seconds=1)
    done = run(clock, "two")
    assert done is not None
    assert done.state == JobState.DONE
    assert outcomes(done) == [Outcome.INTERRUPTED, Outcome.DONE]
    told = JobAttempt.objects.get(job=done, number=1).error
    assert "中断" in told["zh"]
    assert "interrupted" in told["en"]


def test_a_worker_that_comes_back_too_late_ends_nothing(world: World, doing: Doing, clock: Clock) -> None:
    asked(world)
    slow = queue.claim(clock(), "slow")
    assert slow is not None
    assert queue.keep_hold(slow, clock(), 1, 2)
    clock.pass_(seconds=61)
    run(clock, "two")
    assert not queue.keep_hold(slow, clock(), 1, 2)
    with pytest.raises(CancelledError):
        queue.finish(slow, clock(), Result({"n": 99}))
    queue.failed(slow, clock(), {"zh": "晚了", "en": "late"}, again=True)
    queue.stopped(slow, clock())
    slow.refresh_from_db()
    assert (slow.state, slow.result) == (JobState.DONE, {"n": 1})


def test_a_job_that_kills_its_workers_is_given_up_and_says_so(world: World, doing: Doing, clock: Clock) -> None:
    job = asked(world)
    for _ in range(3):
        assert queue.claim(clock(), "killed") == job
        clock.pass_(seconds=61)
        assert queue.release_interrupted(clock()) == 1
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "中断" in job.error["zh"]
    again = services.try_again(actor=world["office"], now=clock(), job_id=job.pk)
    assert (again.state, again.most_attempts) == (JobState.WAITING, 6)
    run(clock)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_leaves_nothing(
    world: World, doing: Doing, clock: Clock
) -> None:
    waiting = asked(world, a=1)
    services.cancel(actor=world["office"], now=NOW, job_id=waiting.pk)
    assert run(clock) is None
    running = asked(world, a=2)
    doing.before_end = [lambda: services.cancel(actor=world["office"], now=NOW, job_id=running.pk)]
    # the worker's own transaction would take the wish back with the rest; another worker's connection would not
    JOB_KINDS["test.apart"] = JOB_KINDS["test.work"].__class__(
        "test.apart", ("试", "Test"), ("{n}", "{n}"), doing, atomic=False
    )
    Job.objects.filter(pk=running.pk).update(kind="test.apart")
    run(clock)
    del JOB_KINDS["test.apart"]
    for job in (waiting, running):
        job.refresh_from_db()
        assert job.state == JobState.CANCELLED
        with pytest.raises(ConflictError):
            services.cancel(actor=world["office"], now=NOW, job_id=job.pk)


def test_whoever_left_the_post_has_nothing_done_in_it(world: World, doing: Doing, clock: Clock) -> None:
    job = asked(world)
    appointment = world["office"].user.appointments.get()
    end_appointment(
        actor=world["administrator"], now=NOW, appointment=appointment, held_until=(NOW - timedelta(days=1)).date()
    )
    run(clock)
    job.refresh_from_db()
    assert (job.state, doing.runs) == (JobState.FAILED, [])
    assert "不担任" in job.error["zh"]


def test_one_sees_ones_own_jobs_and_the_administrator_those_of_the_area(world: World, doing: Doing) -> None:
    own, street = asked(world), asked(world, "subdistrict")
    stranger = asked(world, "stranger")
    assert set(jobs_seen_by(world["office"])) == {own}
    assert set(jobs_seen_by(world["administrator"])) == {own, street}
    for who in ("subdistrict", "stranger", "leader"):
        with pytest.raises(NotFoundError):
            services.cancel(actor=world[who], now=NOW, job_id=own.pk)
    services.cancel(actor=world["administrator"], now=NOW, job_id=own.pk)
    with pytest.raises(NotFoundError):
        job_seen_by(world["administrator"], stranger.pk)


def test_a_job_needs_a_post(world: World) -> None:
    from linli.apps.accounts.actors import Actor, console  # noqa: PLC0415

    for actor in (console(), Actor(world["office"].user, None)):
        with pytest.raises(NotPermittedError):
            services.ask(actor=actor, now=NOW, kind="stages.export", about="试")


def test_a_kind_that_this_version_does_not_know_fails_in_words(world: World, doing: Doing, clock: Clock) -> None:
    job = asked(world)
    Job.objects.filter(pk=job.pk).update(kind="of.tomorrow")
    run(clock)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error["en"]


def test_a_result_can_be_fetched_for_a_week(world: World, clock: Clock) -> None:
    world.project()
    job = services.ask(
        actor=world["office"], now=NOW, kind="stages.export", about="小区名单",
        arguments={"slug": "xiangshan", "kind": "compounds", "day": "2020-07-01"},
    )  # fmt: skip
    run(clock)
    job.refresh_from_db()
    assert job.filename.endswith("2020-07-01.xlsx")
    assert (file_of(job) or b"").startswith(b"PK")
    expire = JOB_KINDS["upkeep.results"].run
    work = type("W", (), {"now": NOW + timedelta(days=7)})
    assert expire(work).values["expired"] == 0  # type: ignore[arg-type]
    work.now += timedelta(seconds=1)  # type: ignore[attr-defined]
    assert expire(work).values["expired"] == 1  # type: ignore[arg-type]
    assert file_of(job) is None
