"""Long work off the window: one worker thread, one job after another, reports back on the window's thread.

One thread because there is one writer. Jobs work all or nothing, so a cancelled job leaves nothing behind.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

PROGRESS_INTERVAL = 0.05  # seconds; more often is more than an eye sees and floods the window's event queue


class Cancelled(Exception):  # noqa: N818 - it is an outcome, not an error
    """Raised inside a job at its next progress report once it was cancelled."""


Progress = Callable[[int, int], None]
Work = Callable[[Progress], Any]


class Job:
    """A piece of work handed to a `JobRunner`."""

    def __init__(self) -> None:
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next progress report; `on_cancel` tells when it has."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled.is_set()


@dataclass
class _Task:
    """What a job refers to. It is made and let go of in the window's thread."""

    work: Work
    on_done: Callable[[Any], None] | None
    on_error: Callable[[Exception], None]
    on_progress: Progress | None
    on_cancel: Callable[[], None] | None
    outcome: tuple[Callable[..., None] | None, tuple[object, ...]] = (None, ())


class JobRunner(QObject):
    """The background worker of a window. Call `close` before what the jobs use goes away.

    The worker refers to the `Job` alone; what is to be done and who waits for it stays here. A page that was left
    meanwhile would otherwise be freed by the worker, which was the last to know it, and a widget freed in another
    thread than its own takes the program down.
    """

    _progressed = Signal(object, object)
    _performed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="jobs")
        self._open: dict[Job, _Task] = {}
        self._closed = False
        self._progressed.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)
        self._performed.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any job has not yet ended."""
        return bool(self._open)

    def run(
        self,
        work: Work,
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        on_progress: Progress | None = None,
        on_cancel: Callable[[], None] | None = None,
    ) -> Job:
        """Run `work(progress)` in the background; then one of done, error and cancel is called, here.

        `work` calls `progress(done, total)` now and then. A callback that is a method of a widget deleted
        meanwhile is dropped. Without `on_error` an error is raised here, as any other bug. Once closed, nothing
        is begun.
        """
        job = Job()
        if not self._closed:
            self._open[job] = _Task(work, on_done, on_error or _raise, on_progress, on_cancel)
            self._worker.submit(self._perform, job)
        return job

    def close(self) -> None:
        """Cancel what runs, wait for it to stop and drop every report still under way."""
        self._closed = True
        for job in self._open:
            job.cancel()
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._open.clear()

    def _perform(self, job: Job) -> None:
        self._open[job].outcome = self._outcome(job)
        self._performed.emit(job)

    def _outcome(self, job: Job) -> tuple[Callable[..., None] | None, tuple[object, ...]]:
        """What is to be called in the end; an error keeps this frame, so no name here stands for the task."""
        try:
            result = self._open[job].work(
                _progress(job, lambda done, total: self._progressed.emit(job, (done, total)))
            )
        except Cancelled:
            return self._open[job].on_cancel, ()
        except Exception as error:  # whatever it is, the window must hear of it
            return self._open[job].on_error, (error,)
        return self._open[job].on_done, (result,)

    def _tell_progress(self, job: Job, parts: tuple[int, int]) -> None:
        if job in self._open:
            _call(self._open[job].on_progress, *parts)

    def _end(self, job: Job) -> None:
        if job in self._open:
            callback, args = self._open.pop(job).outcome
            _call(callback, *args)


def _call(callback: Callable[..., None] | None, *args: object) -> None:
    owner = getattr(callback, "__self__", None)
    gone = isinstance(owner, QObject) and not shiboken6.isValid(owner)
    if callback is not None and not gone:
        callback(*args)


def _progress(job: Job, report: Progress) -> Progress:
    last = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal last
        if job.cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - last >= PROGRESS_INTERVAL or done == total:
            last = now
            report(done, total)

    progress(0, 0)  # a job cancelled while it waited in line does not begin
    return progress


def _raise(error: Exception) -> None:
    raise error
