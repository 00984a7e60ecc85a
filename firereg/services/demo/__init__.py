"""The demo: the ward of 2023 with made-up people, and the main job done on it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from firereg.errors import ConflictError
from firereg.i18n import _
from firereg.services import households, journal, opening, overdue, papers, receipts, round_papers, wards
from firereg.services.demo import duty, history, programmes, rounds, ward
from firereg.services.demo.rounds import hand_over_of_2023
from firereg.services.key_file import KEY_FILE
from firereg.services.making import DATABASE_FILE
from firereg.services.registry import Registry
from firereg.store import models as t

__all__ = ["PASSWORD", "USER", "DemoResult", "build", "demo_day", "hand_over_of_2023", "later_years"]

USER = PASSWORD = "demo"
_FULL_NAME = "Cán bộ mẫu"


@dataclass(frozen=True)
class DemoResult:
    """What the demo made and where it is, under the names that `demo --json` prints.

    `overdue` counts what is late today; `overdue_list` is the paper of it.
    """

    registry: Path
    households: int
    persons: int
    groups: int
    handovers: int
    receipts: list[Path]
    batch: Path
    sign_list: Path
    overdue: int
    overdue_list: Path


def build(folder: Path, clock: Callable[[], datetime] = datetime.now) -> tuple[Registry, str]:
    """A new registry of the demo ward in `folder`, and its recovery code: the handovers of 2023 are still to do.

    The same every time but for the key; what happened lately is counted from the clock's today. ConflictError
    where the folder holds a registry.
    """
    _refuse_registry(folder)
    return opening.create(
        folder,
        user=USER,
        full_name=_FULL_NAME,
        password=PASSWORD,
        fill=lambda registry, _code: _fill(registry),
        clock=clock,
    )


def _fill(registry: Registry) -> None:
    with registry.transaction():
        ward.describe_ward(registry)
        ward.fill_households(registry)
        ward.recognise(registry)
        journal.append(registry, "demo.build", ward.NAME, households=ward.HOUSEHOLDS)
        ids = programmes.add_programmes(registry)
        rounds.add_rounds(registry, ids[programmes.ZALO])
        history.add_history(registry, rounds.hand_over_of_2020(registry))


def later_years(registry: Registry) -> None:
    """What happened to the extinguishers of 19/10/2023 since then, and in the programmes launched that day."""
    given = t.Handover.select(t.Handover.id).where(t.Handover.day == rounds.DAY_2023)
    history.add_history(registry, [row.id for row in given])
    with registry.transaction():
        programmes.add_news(registry)
        duty.add_duty(registry)


def demo_day(
    folder: Path,
    clock: Callable[[], datetime] = datetime.now,
    say: Callable[[str], object] = lambda _sentence: None,
) -> DemoResult:
    """Build the demo ward in `folder`/registry, do the handovers of 19/10/2023 and make their papers beside it.

    `say` is told what is being done. The papers do not count as printed: that is left to the clerk.
    """
    _refuse_registry(folder)
    say(_("Building the demo ward…"))
    registry, _code = build(folder / "registry", clock)
    try:
        say(_("Recording the handovers of 19/10/2023…"))
        ids = hand_over_of_2023(registry)
        later_years(registry)
        say(_("Making the papers…"))
        result = _make_papers(registry, folder, ids)
    except BaseException:
        _take_back(registry)
        raise
    registry.close()
    return result


def _make_papers(registry: Registry, folder: Path, ids: list[int]) -> DemoResult:
    from firereg.documents.overdue_list import overdue_pdf
    from firereg.documents.receipt import receipt_pdf
    from firereg.exchange.files import save_file

    today = registry.today()
    its_papers = receipts.issued(registry, ids)
    households_all, persons = households.count(registry)
    round_id = t.Handover.get_by_id(ids[0]).round_id
    (folder / "receipts").mkdir(exist_ok=True)
    result = DemoResult(
        registry=registry.folder,
        households=households_all,
        persons=persons,
        groups=len(wards.groups()),
        handovers=len(ids),
        receipts=[folder / "receipts" / f"{paper.code}.pdf" for paper in its_papers],
        batch=folder / f"receipts-{rounds.DAY_2023}.pdf",
        sign_list=folder / f"sign-list-{rounds.DAY_2023}.pdf",
        overdue=len(overdue.overdue_all(today)),
        overdue_list=folder / f"overdue-{today}.pdf",
    )
    for path, paper in zip(result.receipts, its_papers, strict=True):
        save_file(path, receipt_pdf([paper]))
    save_file(result.batch, receipt_pdf(its_papers))
    save_file(result.sign_list, round_papers.sign_list_pdf(registry, round_id, registry.full_name))
    save_file(result.overdue_list, overdue_pdf(papers.overdue_list(today)))
    return result


def _refuse_registry(folder: Path) -> None:
    for place in (folder, folder / "registry"):
        if opening.exists(place):
            raise ConflictError(
                _(
                    "There is a registry in {folder} already; the demo needs a folder of its own. Choose another."
                ).format(folder=place)
            )


def _take_back(registry: Registry) -> None:
    """Remove the files of a registry that was not finished, so that the next try finds none."""
    registry.close()
    for name in (DATABASE_FILE, KEY_FILE):
        for path in registry.folder.glob(f"{name}*"):
            with suppress(OSError):
                path.unlink()
