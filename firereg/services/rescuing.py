"""What can be saved of a damaged registry, row by row, into a new one. The damaged one is only read."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from firereg.domain.numbering import receipt_code
from firereg.domain.roles import Role
from firereg.errors import DamagedRegistryError, NotAllowedError, RegistryError, UserError
from firereg.exchange.files import sweep, unfinished
from firereg.i18n import _
from firereg.services import backups, clocks, equipment, handover_list, handovers, journal, key_file
from firereg.services.backup_files import BackupRow, copy, row_of, settle, writing_to
from firereg.services.making import DATABASE_FILE
from firereg.services.opening import user_key
from firereg.services.registry import Registry
from firereg.services.rescued import LIST, Lost, Rescued, as_table
from firereg.services.restoring import keys_for, refuse_place
from firereg.store import backup_archive as archive
from firereg.store import models as t
from firereg.store import refilling, snapshot
from firereg.store.backup_archive import Progress
from firereg.store.database import newest_version, open_database, passphrase
from firereg.store.engine import Database
from firereg.store.keyslots import KeySlots
from firereg.store.pages import Pages, opened_pages
from firereg.store.refilling import Gap, LostRow, Why
from firereg.store.salvage import Salvage

_FOLDERS = ("backups", "documents", archive.ATTACHMENTS)
_CHUNK = 2_000


def newest_good_backup(folder: Path, progress: Progress | None = None) -> BackupRow | None:
    """The newest backup of a registry of which every byte is as it was written; None where there is none."""
    for row in map(row_of, backups.files_in(folder / backups.FOLDER)):
        with suppress(UserError, OSError):
            if row.checked and archive.verify(row.path, progress or _silent):
                return row
    return None


def rescue(
    folder: Path,
    into: Path,
    user: str,
    secret: str,
    *,
    clock: Callable[[], datetime] = datetime.now,
    progress: Progress | None = None,
) -> Rescued:
    """Save what can be read in `folder` into a new registry in `into`; what could not is in its file LIST.

    `secret` is the password of `user` or the recovery code. No registry may be open in this process. BadInputError for
    a folder that is not empty, NotAllowedError for a wrong name or password, DamagedRegistryError where nothing can be
    read; nothing is left behind then.
    """
    refuse_place(into)
    progress = progress or _silent
    file = folder / DATABASE_FILE
    if not file.exists() or not file.stat().st_size:
        raise _nothing_readable()
    backup = newest_good_backup(folder, progress)
    with writing_to(into.parent, field="into"), ExitStack() as stack:
        into.parent.mkdir(parents=True, exist_ok=True)
        sweep(into.parent)
        work = stack.enter_context(unfinished(into.parent))
        for path in (work, *(work / name for name in _FOLDERS)):
            path.mkdir()
        slots, keys = _keys(folder, work, user, secret)
        key, pages = _fitting(stack, file, keys)
        slots.settle(key)
        slots.save(work / key_file.KEY_FILE)
        made = _Rescue(folder, work, key, pages, backup, user_key(user), clock, progress).done(into)
        if into.exists():
            into.rmdir()
        settle(work, into)
    return made


@dataclass
class _Rescue:
    """One rescue, step by step."""

    folder: Path
    work: Path
    key: bytes
    pages: Pages
    backup: BackupRow | None
    user: str
    clock: Callable[[], datetime]
    progress: Progress

    def done(self, into: Path) -> Rescued:
        """Fill the new database, derive what follows, put the rescue into its journal."""
        found = Salvage(self.pages, lambda done, total: self.progress(done * 50 // max(total, 1), 100))
        version = found.version() or newest_version()
        if version > newest_version():
            raise RegistryError(
                _("This registry was made by a newer version of firereg. Install that version.")
            )
        with self._backup_database(version) as older:
            filled, gaps = self._filled(found, version, older)
            lost = [*_rows(filled.lost), *self._with_codes(gaps, older)]
        if not any(filled.counts.values()):
            raise _nothing_readable()
        registry = self._opened()
        try:
            with registry.transaction(None):
                self._derive(registry)
                made = Rescued(
                    into,
                    filled.counts,
                    lost,
                    receipts=_lost_receipts(lost),
                    unsure=found.unsure,
                    lost_commits=self.pages.lost_commits,
                    photos=self._photos(registry),
                    backup=self.backup,
                )
                self._tell(registry, made)
        finally:
            registry.close()
        (self.work / LIST).write_bytes(as_table(made))
        self.progress(100, 100)
        return made

    @contextmanager
    def _backup_database(self, version: int) -> Iterator[Database | None]:
        """The database of the backup, where it has the same version and key."""
        path = self.work / "backup.part"
        if self.backup is None or archive.read_manifest(self.backup.path).schema != version:
            yield None
            return
        archive.extract_one(self.backup.path, archive.DATABASE, path)
        try:
            with ExitStack() as stack:
                database = None
                with suppress(RegistryError):
                    database = stack.enter_context(
                        snapshot.opened(path, passphrase(self.key), lambda: self.progress(50, 100))
                    )
                    snapshot.last_entry(database)
                yield database
        finally:
            for left in path.parent.glob(f"{path.name}*"):
                left.unlink()

    def _filled(
        self, found: Salvage, version: int, older: Database | None
    ) -> tuple[refilling.Filled, list[Gap]]:
        database = refilling.new_database(self.work / DATABASE_FILE, self.key, version)
        try:
            tables, derived = refilling.shapes(database)
            found.adopt(tables, derived)
            filled = refilling.fill(database, found, tables, older, lambda: self.progress(60, 100))
            return filled, list(refilling.gaps(database, tables, found.losses, older))
        finally:
            database.close()

    def _with_codes(self, gaps: Sequence[Gap], older: Database | None) -> Iterator[Lost]:
        """Where rows are missing; those that the backup has each by itself."""
        for gap in gaps:
            if older is None or gap.last is None:
                yield Lost(gap.table, gap.first, gap.last, Why.UNREADABLE)
                continue
            known = refilling.codes(older, gap.table, range(gap.first, gap.last + 1))
            yield from (Lost(gap.table, n, n, Why.UNREADABLE, code) for n, code in sorted(known.items()))
            rest = [n for n in range(gap.first, gap.last + 1) if n not in known]
            yield from (Lost(gap.table, first, last, Why.UNREADABLE) for first, last in _runs(rest))

    def _opened(self) -> Registry:
        database = open_database(self.work / DATABASE_FILE, self.key)
        person = t.User.get_or_none(t.User.name == self.user)
        if person is None and not t.User.select().where(t.User.role == Role.ADMIN).exists():
            # The accounts are lost: who knows a password of the registry has to get in.
            now = datetime.now(UTC).replace(tzinfo=None)
            person = t.User.create(name=self.user, full_name=self.user, role=Role.ADMIN, created_at=now)
        if person is None or not person.active:
            database.close()
            raise NotAllowedError(
                _("There is no active account with this name. Check the name or ask the administrator.")
            )
        return Registry(
            self.work, database, person.id, person.name, person.full_name, self.clock, Role(person.role)
        )

    def _derive(self, registry: Registry) -> None:
        self.progress(80, 100)
        refilling.index_again(registry.database)
        for model, index in ((t.Extinguisher, equipment.reindex), (t.Handover, handover_list.reindex)):
            ids = [row_id for (row_id,) in model.select(model.id).order_by(model.id).tuples()]
            for start in range(0, len(ids), _CHUNK):
                index(registry, ids[start : start + _CHUNK])
        clocks.catch_up(registry)
        self.progress(90, 100)

    def _photos(self, registry: Registry) -> int:
        """Copy the files that have a row; how many have none any more."""
        rows = {name for (name,) in t.Attachment.select(t.Attachment.file).tuples()}
        there = {path.name: path for path in (self.folder / archive.ATTACHMENTS).glob("*.enc")}
        for name in sorted(rows & there.keys()):
            self.progress(95, 100)
            copy(there[name], registry.folder / archive.ATTACHMENTS / name)
        return len(there.keys() - rows)

    def _tell(self, registry: Registry, made: Rescued) -> None:
        journal.append(
            registry,
            journal.RESCUED,
            self.folder.name,
            # Where the end of the journal is lost this entry does not follow either.
            entries=[*map(int, journal.broken_links()), journal.next_number(registry.database)],
            receipts=made.receipts,
            rows=Counter(one.table for one in made.lost),
            unsure=made.unsure,
            lost_commits=made.lost_commits,
            photos=made.photos,
        )


def _keys(folder: Path, work: Path, user: str, secret: str) -> tuple[KeySlots, list[bytes]]:
    """The key slots, of the newest backup that has them where those of the registry are damaged, and what they open."""
    try:
        slots = key_file.load(folder)
    except DamagedRegistryError:
        older = _older_slots(folder, work)
        if older is None:
            raise
        slots = older
    return slots, keys_for(slots, user, secret)


def _older_slots(folder: Path, work: Path) -> KeySlots | None:
    place = work / key_file.KEY_FILE
    for file in backups.files_in(folder / backups.FOLDER):
        place.unlink(missing_ok=True)
        with suppress(UserError, OSError):
            archive.extract_one(file, archive.KEYS, place)
            return KeySlots.load(place)
    return None


def _fitting(stack: ExitStack, file: Path, keys: Sequence[bytes]) -> tuple[bytes, Pages]:
    """The key that any page of the database can be read with, and the pages."""
    for key in keys:
        pages = stack.enter_context(opened_pages(file, key))
        if any(pages.read(number) is not None for number in range(1, pages.count + 1)):
            return key, pages
    raise _nothing_readable()


def _nothing_readable() -> DamagedRegistryError:
    return DamagedRegistryError(
        _("Nothing in the registry file can be read any more. Restore the newest good backup.")
    )


def _rows(lost: Sequence[LostRow]) -> Iterator[Lost]:
    return (Lost(row.table, row.number, row.number, row.why, row.code) for row in lost)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as first and last."""
    first = None
    for place, number in enumerate(numbers):
        first = number if first is None else first
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield first, number
            first = None


def _lost_receipts(lost: Sequence[Lost]) -> list[str]:
    """The codes of the receipts that are lost: their numbers are not given again."""
    its = t.JournalEntry
    told = its.select(its.subject).where(its.action == "handover.record").tuples()
    codes = {code for (code,) in told} | {one.code for one in lost if one.table == "handover" and one.code}
    codes -= {code for (code,) in t.Handover.select(t.Handover.code).tuples()}
    codes |= _between_numbers()
    last: dict[int, int] = defaultdict(int)
    for code in codes:
        year, number = map(int, code.split("-")[1:])
        last[year] = max(last[year], number)
    for year, number in last.items():
        t.Setting.replace(name=handovers.last_used(year), value=str(number)).execute()
    return sorted(codes)


def _between_numbers() -> set[str]:
    """The codes of receipts that are missing between others of their year."""
    by_year: dict[int, set[int]] = defaultdict(set)
    for year, number in t.Handover.select(t.Handover.year, t.Handover.number).tuples():
        by_year[year].add(number)
    return {
        receipt_code(year, number)
        for year, numbers in by_year.items()
        for number in range(1, max(numbers))
        if number not in numbers
    }


def _silent(_done: int, _total: int) -> None:
    pass
