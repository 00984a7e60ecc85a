"""The journal: who did what, when, to what, and what it was before."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from typing import Any

from firereg.domain.dates import format_date
from firereg.domain.labels import action_label
from firereg.domain.money import format_dong
from firereg.domain.roles import Right
from firereg.i18n import _
from firereg.services import journal, journal_words, wards
from firereg.services.journal import JournalFilter, JournalRow
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column, Page
from firereg.ui.pages.base import ListPage, page_of
from firereg.ui.pages.settings.tabs import settings_tabs
from firereg.ui.widgets.fields import DateEdit
from firereg.ui.widgets.parts import EmptyState, label
from firereg.ui.widgets.story import Story

_DAY_WIDTH = 152


class JournalPage(ListPage):
    """Nhật ký. Nothing can be changed here; the newest entry is on top."""

    name = "journal"
    stands_under = "settings"
    export_right = Right.ADMINISTER

    def __init__(self, desk: Desk) -> None:
        self.title = _("Journal")
        self._names: dict[str, str] = {}
        self._groups: dict[int, str] = {}
        super().__init__(desk)
        self.days = {"since": DateEdit(desk.registry.today), "until": DateEdit(desk.registry.today)}
        for number, (key, words) in enumerate((("since", _("From")), ("until", _("To")))):
            self._add_day(2 * number + 3, key, words)

    def pages_beside(self) -> Sequence[tuple[str, str]]:
        """The settings."""
        return settings_tabs()

    def refresh(self) -> None:
        """The entries, and what people and groups are called."""
        self._names = journal.names_of_users()
        among = wards.groups()
        self._groups = {group.id: wards.group_name(group, among) for group in among}
        super().refresh()

    def columns(self) -> Sequence[Column]:
        """When, who, what, to what; what was before and after stands in the details."""
        return (
            Column(_("When"), _moment, width=136),
            Column(_("By whom"), self._who, width=136, spare=True),
            Column(_("Action"), lambda r: action_label(r.action), width=176),
            Column(_("To what"), lambda r: r.subject, stretch=True, tip=lambda r: r.subject),
            Column(_("Details"), self._details, stretch=True, spare=True, tip=self._details),
        )

    def fetch(self, _sort: str | None, _descending: bool, filters: Mapping[str, Any], after: Any) -> Page:
        """One page of entries."""
        return page_of(journal.journal_page(JournalFilter(**filters), after), lambda row: row.id)

    def empty(self) -> EmptyState:
        """There is always something, unless it is filtered away."""
        return EmptyState("history", self.nothing_fits())

    def figures(self) -> str:
        """How many entries the filters let through."""
        return _("{n} entries").format(n=format_dong(journal.count(JournalFilter(**self.filters))))

    def choices(self) -> Sequence[tuple[str, str, Sequence[tuple[str, Any]]]]:
        """By person and by what was done."""
        return (
            ("user", _("By whom"), [(full_name, name) for name, full_name in self._names.items()]),
            ("action", _("Action"), [(action_label(one), one) for one in journal.actions()]),
        )

    def story(self, row: JournalRow) -> Story:
        """The entry in full."""
        facts = [(_("When"), _moment(row)), (_("By whom"), self._who(row))]
        return Story(
            action_label(row.action), row.subject, [], [*facts, *journal_words.facts(row, self._groups)]
        )

    def set_filter(self, key: str, value: object) -> None:
        """A day stands in its field, too."""
        field = self.days.get(key)
        if field is not None and field.day() != value:
            field.set(value)  # which comes back here
        else:
            super().set_filter(key, value)

    def _words(self, key: str) -> str:
        day = self.filters[key]
        if not isinstance(day, date):
            return super()._words(key)
        words = {"since": _("From {day}"), "until": _("To {day}")}[key]
        return words.format(day=format_date(day))

    def _add_day(self, place: int, key: str, words: str) -> None:
        field = self.days[key]
        field.setFixedWidth(_DAY_WIDTH)
        field.setAccessibleName(words)
        field.changed.connect(lambda day: self.set_filter(key, day))
        field.problem.connect(self._say)
        self._head.insertWidget(place, label(words, "muted"))
        self._head.insertWidget(place + 1, field)

    def _say(self, problem: str) -> None:
        if problem:
            self.desk.say(problem)

    def _who(self, row: JournalRow) -> str:
        return self._names.get(row.user, row.user)

    def _details(self, row: JournalRow) -> str:
        return journal_words.summary(row, self._groups)


def _moment(row: JournalRow) -> str:
    return f"{row.at.replace(tzinfo=UTC).astimezone():%d/%m/%Y %H:%M}"
