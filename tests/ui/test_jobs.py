import threading
import weakref
from collections.abc import Callable
from typing import NoReturn

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from firereg.ui.jobs import JobRunner


@pytest.fixture
def jobs(qtbot):
    runner = JobRunner()
    yield runner
    runner.close()


def test_work_runs_beside_the_window_and_reports_within_it(qtbot, jobs):
    seen = []
    jobs.run(
        lambda progress: threading.get_ident(),
        on_done=lambda worker: seen.append((worker, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1] == threading.get_ident()
    assert not jobs.busy


def test_progress_is_reported_before_the_end(qtbot, jobs):
    seen = []

    def count(progress):
        for done in range(1, 10_001):
            progress(done, 10_000)
        return "end"

    jobs.run(count, on_done=seen.append, on_progress=lambda done, total: seen.append((done, total)))
    qtbot.waitUntil(lambda: "end" in seen)
    assert seen[-2:] == [(10_000, 10_000), "end"]
    assert len(seen) < 1000  # not one report a step


def test_an_error_arrives_as_it_is(qtbot, jobs):
    seen = []
    error = OSError("disk full")

    def fail(progress):
        raise error

    jobs.run(fail, on_done=seen.append, on_error=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [error]


def test_an_error_nobody_waits_for_is_raised_in_the_window(qtbot, jobs):
    def fail(progress):
        raise OSError("disk full")

    with qtbot.captureExceptions() as exceptions:
        jobs.run(fail)
        qtbot.waitUntil(lambda: not jobs.busy)
    assert [str(one[1]) for one in exceptions] == ["disk full"]


def test_a_cancelled_job_stops_and_says_so(qtbot, jobs):
    started = threading.Event()
    seen = []

    def endless(progress):
        while True:
            started.set()
            progress(1, 2)

    job = jobs.run(
        endless, on_done=seen.append, on_error=seen.append, on_cancel=lambda: seen.append("stopped")
    )
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["stopped"]


def test_a_job_cancelled_in_the_queue_never_begins(qtbot, jobs):
    go = threading.Event()
    seen = []
    jobs.run(lambda progress: go.wait(5))
    waiting = jobs.run(lambda progress: seen.append("began"), on_cancel=lambda: seen.append("stopped"))
    waiting.cancel()
    go.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["stopped"]


def test_jobs_run_one_after_another(qtbot, jobs):
    running, most, ended = [], [], []

    def work(progress):
        running.append(1)
        most.append(len(running))
        threading.Event().wait(0.01)
        running.pop()

    for _ in range(5):
        jobs.run(work, on_done=ended.append)
    qtbot.waitUntil(lambda: len(ended) == 5)
    assert max(most) == 1


def test_a_report_for_a_deleted_widget_is_dropped(qtbot, jobs):
    heard = []

    class Page(QLabel):
        def take(self, result):
            heard.append(result)

    page = Page()
    go = threading.Event()
    jobs.run(lambda progress: go.wait(5), on_done=page.take)
    shiboken6.delete(page)
    go.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert heard == []


def test_close_waits_for_the_work_and_reports_nothing_more(qtbot):
    runner = JobRunner()
    started, ended, seen = threading.Event(), threading.Event(), []

    def endless(progress):
        try:
            while True:
                started.set()
                progress(1, 2)
        finally:
            ended.set()

    runner.run(
        endless, on_cancel=lambda: seen.append("stopped"), on_progress=lambda *_: seen.append("progress")
    )
    assert started.wait(5)
    runner.close()
    assert ended.is_set()
    seen.clear()
    qtbot.wait(20)
    assert seen == []


class LeftPage(QWidget):
    """A page nobody knows any more but the job it waits for; `freed` gets the thread in which it goes."""

    def __init__(self, freed: list[int]) -> None:
        super().__init__()
        self.timer = QTimer(self)
        weakref.finalize(self, lambda: freed.append(threading.get_ident()))

    def work(self, progress: Callable[[int, int], None]) -> str:
        progress(1, 1)
        return self.windowTitle()

    def fail(self, _progress: object) -> NoReturn:
        raise OSError(self.windowTitle())

    def take(self, *_result: object) -> None:
        pass


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("ending", ["done", "error", "cancelled"])
def test_a_page_that_was_left_is_freed_in_the_thread_of_the_window(qtbot, ending, closed) -> None:
    runner, freed = JobRunner(), list[int]()
    for _ in range(20):
        go = threading.Event()
        runner.run(lambda _progress, go=go: go.wait(5))
        page = LeftPage(freed)
        job = runner.run(
            page.fail if ending == "error" else page.work, page.take, page.take, page.take, page.take
        )
        del page
        if ending == "cancelled":
            job.cancel()
        go.set()
        if not closed:
            qtbot.waitUntil(lambda: not runner.busy)
    runner.close()
    assert len(freed) == 20
    assert set(freed) == {threading.get_ident()}


def test_a_page_that_refers_to_itself_is_freed_there_too(qtbot, jobs) -> None:
    """While a job makes more objects than Python lets pass without looking for such pages."""
    freed, made, page = list[int](), [], LeftPage([])
    weakref.finalize(page, lambda: freed.append(threading.get_ident()))
    page.itself = page.timer.timeout, page.take, [page]
    del page
    jobs.run(lambda _progress: [[] for _ in range(100_000)], made.append)
    qtbot.waitUntil(lambda: bool(freed))
    assert freed == [threading.get_ident()]
