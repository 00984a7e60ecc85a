"""Long work off the window: one worker thread, one job after another, reports back on the window's thread.

One thread because there is one writer. Jobs work all or nothing, so a cancelled job leaves nothing behind.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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


class JobRunner(QObject):
    """The background worker of a window. Call `close` before what the jobs use goes away."""

    _reported = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="jobs")
        self._open: set[Job] = set()
        self._closed = False
        self._reported.connect(self._call, Qt.ConnectionType.QueuedConnection)

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
        if self._closed:
            return job
        self._open.add(job)

        def report(callback: Callable[..., None] | None, *args: object) -> None:
            if callback is not None and not self._closed:
                self._reported.emit((callback, args))

        def end(callback: Callable[..., None] | None, *args: object) -> None:
            report(self._end, job, callback, args)

        def perform() -> None:
            try:
                result = work(_progress(job, lambda done, total: report(on_progress, done, total)))
            except Cancelled:
                end(on_cancel)
            except Exception as error:  # whatever it is, the window must hear of it
                end(on_error or _raise, error)
            else:
                end(on_done, result)

        self._worker.submit(perform)
        return job

    def close(self) -> None:
        """Cancel what runs, wait for it to stop and drop every report still under way."""
        self._closed = True
        for job in self._open:
            job.cancel()
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._open.clear()

    def _end(self, job: Job, callback: Callable[..., None] | None, args: tuple[object, ...]) -> None:
        self._open.discard(job)
        if callback is not None:
            self._call((callback, args))

    def _call(self, report: tuple[Callable[..., None], tuple[object, ...]]) -> None:
        callback, args = report
        owner = getattr(callback, "__self__", None)
        gone = isinstance(owner, QObject) and not shiboken6.isValid(owner)
        if not gone and not self._closed:
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
