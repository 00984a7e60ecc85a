"""The steps of a round, wherever they are taken: drawn up, approved, closed."""

from collections.abc import Callable
from typing import TypeVar

from firereg.i18n import _
from firereg.services import drawing_up, history, round_list, rounds
from firereg.services.drawing_up import DrawnUp
from firereg.services.rounds import RoundRow
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.ask_line import Ask
from firereg.ui.pages.base import ListPage
from firereg.ui.pages.side_form import undoably

T = TypeVar("T")


def draw_up(desk: Desk, its_round: RoundRow, on_done: Callable[[], object]) -> None:
    """Work the list out by the worker, which takes a while among very many households, and say what changed."""

    def done(drawn: DrawnUp, undo: Callable[[], None] | None) -> None:
        words = _("“{name}”: {added} added, {dropped} dropped, {total} on the list.").format(
            name=its_round.name, added=drawn.added, dropped=drawn.dropped, total=drawn.total
        )
        desk.wrote(words, undo)
        on_done()

    change_in_background(desk, lambda: drawing_up.draw_up(desk.registry, its_round.id), done)


def change_in_background(
    desk: Desk,
    act: Callable[[], T],
    on_done: Callable[[T, Callable[[], None] | None], object],
    on_problem: Callable[[Exception], None] | None = None,
) -> None:
    """Do `act` by the worker; `on_done` gets what it gave back, and what the button Undo does.

    A known problem is told to `on_problem`, else said at the foot of the window.
    """
    registry = desk.registry

    def work(_progress: Progress) -> tuple[T, history.ChangeRow | None]:
        with registry.other_thread():
            before = history.undoable(registry)
            result = act()
            change = history.undoable(registry)
        return result, None if change == before else change

    def done(answer: tuple[T, history.ChangeRow | None]) -> None:
        result, change = answer
        on_done(result, (lambda: desk.turning.take_back(change)) if change else None)

    if on_problem is None:
        desk.run(work, done)
    else:
        desk.jobs.run(work, done, on_problem)


def ask_to_approve(page: ListPage, its_round: RoundRow) -> None:
    """Ask beside the list whether it is to be frozen."""
    desk, count = page.desk, round_list.on_list(its_round.id).count()

    def act() -> None:
        _nothing, undo = undoably(desk, lambda: drawing_up.approve(desk.registry, its_round.id))
        words = _("The list of “{name}” is approved with {n} households.")
        desk.wrote(words.format(name=its_round.name, n=count), undo)

    question = Ask(
        _("Approve the list of “{name}”").format(name=its_round.name),
        _(
            "Then nobody is put on it or taken out any more. Whoever is not on it gets something only with a reason."
        ),
        _("Approve {n} households").format(n=count),
        act,
    )
    show_question(page, question)


def ask_to_close(page: ListPage, its_round: RoundRow) -> None:
    """Close it; ask first only where somebody still waits."""
    desk = page.desk
    waiting = round_list.tally(its_round.id)[round_list.Outcome.WAITING]

    def act() -> None:
        _nothing, undo = undoably(desk, lambda: rounds.close(desk.registry, its_round.id))
        desk.wrote(_("“{name}” is closed.").format(name=its_round.name), undo)

    if not waiting:
        act()
        return
    question = Ask(
        _("Close “{name}”").format(name=its_round.name),
        _(
            "{n} households have not received yet. They count as left out, and nothing is given any more."
        ).format(n=waiting),
        _("Close it, {n} left out").format(n=waiting),
        act,
    )
    show_question(page, question)


def reopen(desk: Desk, its_round: RoundRow) -> None:
    """Give in it again."""
    _nothing, undo = undoably(desk, lambda: rounds.reopen(desk.registry, its_round.id))
    desk.wrote(_("“{name}” is open again.").format(name=its_round.name), undo)


def show_question(page: ListPage, question: Ask) -> None:
    """A question in the place of the story, until it is answered."""
    question.closed.connect(page.show_story_again)
    question.closed.connect(question.deleteLater)
    page.show_side(question)
    question.begin()
