import io
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from reportlab.pdfgen.canvas import Canvas

from firereg import i18n
from firereg.domain.text import fold
from firereg.ui import qt_translation
from firereg.ui.models.paged import Column, Page, PagedTableModel
from firereg.ui.theme import apply_theme
from firereg.ui.widgets.chips import ChipRow
from firereg.ui.widgets.completion import CompletionEdit
from firereg.ui.widgets.fields import DateEdit, Form, MoneyEdit, choice
from firereg.ui.widgets.figures import BarList, Figure, MonthStrip, StatTile
from firereg.ui.widgets.parts import EmptyState, InlineMessage, button
from firereg.ui.widgets.pdf_preview import PdfPreview
from firereg.ui.widgets.sidebar import Sidebar
from firereg.ui.widgets.story import Event, LinkLabel, Story, StoryPanel, Timeline
from firereg.ui.widgets.suggestions import SearchBox, Suggestion, SuggestionList
from firereg.ui.widgets.table import DataTable
from firereg.ui.widgets.toast import MARGIN, Toast

TODAY = date(2026, 10, 6)
NAMES = ("Nguyễn Thị Hoa", "Nguyễn Thị Hòa", "Trần Văn Minh", "Đặng Quốc Khánh")


def suggest(text: str) -> list[Suggestion]:
    return [
        Suggestion(name, "Group 7", number) for number, name in enumerate(NAMES) if fold(text) in fold(name)
    ]


@pytest.fixture
def page(qtbot, qapp):
    """A function that shows widgets in one window and gives the first the focus."""
    apply_theme(qapp, "light")
    windows = []  # qtbot holds them weakly

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        lines = QVBoxLayout(window)
        for widget in widgets:
            lines.addWidget(widget)
        lines.addStretch(1)
        window.resize(800, 600)
        window.show()
        qtbot.waitExposed(window)
        widgets[0].setFocus()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield show
    windows.clear()


def key(qtbot, widget: QWidget, *keys: Qt.Key) -> None:
    for one in keys:
        qtbot.keyClick(widget, one)


def picks_of(edit: CompletionEdit) -> list:
    picks = []
    edit.picked.connect(lambda suggestion: picks.append(suggestion.payload if suggestion else None))
    return picks


class TestCompletion:
    def test_part_of_a_name_without_accents_and_enter(self, qtbot, page):
        edit = CompletionEdit(suggest, "Household")
        page(edit)
        picks = picks_of(edit)
        qtbot.keyClicks(edit, "khanh")
        qtbot.waitUntil(lambda: edit.window().findChild(SuggestionList).isVisible())
        key(qtbot, edit, Qt.Key.Key_Return)
        assert (picks, edit.text(), edit.current().payload) == ([3], "Đặng Quốc Khánh", 3)

    def test_a_scanner_is_faster_than_the_suggestions(self, qtbot, page):
        asked = []

        def serials(text):
            asked.append(text)
            return [Suggestion(serial, "", serial) for serial in ("A-00123", "A-001234") if text in serial]

        edit = CompletionEdit(serials, "Serial", clear_on_pick=True)
        page(edit, QLineEdit())
        picks = picks_of(edit)
        for _ in range(2):
            qtbot.keyClicks(edit, "A-00123")
            key(qtbot, edit, Qt.Key.Key_Return)
        assert picks == ["A-00123", "A-00123"]
        assert asked == ["A-00123", "A-00123"]
        assert edit.text() == ""
        assert edit.hasFocus()

    def test_two_with_the_same_folded_name_are_not_guessed_between(self, qtbot, page):
        edit = CompletionEdit(suggest, "Household")
        page(edit)
        picks = picks_of(edit)
        qtbot.keyClicks(edit, "nguyen thi hoa")
        key(qtbot, edit, Qt.Key.Key_Return)
        assert picks == []
        key(qtbot, edit, Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert picks == [1]

    def test_text_that_fits_nothing_is_told(self, qtbot, page):
        edit = CompletionEdit(suggest, "Household")
        page(edit)
        with qtbot.waitSignal(edit.not_found) as told:
            qtbot.keyClicks(edit, "nobody")
            key(qtbot, edit, Qt.Key.Key_Return)
        assert told.args == ["nobody"]

    def test_escape_brings_the_last_pick_back(self, qtbot, page):
        edit = CompletionEdit(suggest, "Household")
        page(edit)
        edit.pick(suggest("minh")[0])
        picks = picks_of(edit)
        edit.end(False)
        qtbot.keyClicks(edit, "xx")
        assert edit.current() is None
        key(qtbot, edit, Qt.Key.Key_Escape)
        assert (edit.text(), edit.current().payload, picks) == ("Trần Văn Minh", 2, [None, 2])

    def test_the_list_goes_with_the_focus_and_with_the_edit(self, qtbot, page):
        edit, other = CompletionEdit(suggest, "Household"), QLineEdit()
        window = page(edit, other)
        qtbot.keyClicks(edit, "thi")
        key(qtbot, edit, Qt.Key.Key_Down)
        assert window.findChild(SuggestionList).isVisible()
        other.setFocus()
        assert not window.findChild(SuggestionList).isVisible()
        edit.deleteLater()
        qtbot.waitUntil(lambda: window.findChild(SuggestionList) is None)

    def test_a_click_picks(self, qtbot, page):
        edit = CompletionEdit(suggest, "Household")
        window = page(edit)
        picks = picks_of(edit)
        qtbot.keyClicks(edit, "thi")
        key(qtbot, edit, Qt.Key.Key_Down)
        shown = window.findChild(SuggestionList)
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 48))
        assert picks == [1]


class TestSearch:
    RESULTS = (
        Suggestion("Nguyễn Thị Hoa", "Group 7", 1, "house", "Households"),
        Suggestion("A-00123", "MFZL4", 2, "fire-extinguisher", "Extinguishers"),
    )

    def test_it_waits_for_the_typing_to_pause(self, qtbot, page):
        box = SearchBox("Find")
        page(box)
        searched = []
        box.searched.connect(searched.append)
        qtbot.keyClicks(box, "hoa")
        assert searched == []
        qtbot.waitUntil(lambda: searched == ["hoa"])

    def test_down_skips_headings_and_enter_opens(self, qtbot, page):
        box = SearchBox("Find")
        page(box)
        box.searched.connect(lambda text: box.show_results(self.RESULTS if text else ()))
        qtbot.keyClicks(box, "a")
        qtbot.waitUntil(lambda: box.window().findChild(SuggestionList).isVisible())
        with qtbot.waitSignal(box.opened) as opened:
            key(qtbot, box, Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert opened.args[0].payload == 2
        assert box.text() == ""

    def test_nothing_found_is_said_and_cannot_be_opened(self, qtbot, page):
        box = SearchBox("Find")
        page(box)
        box.opened.connect(lambda _: pytest.fail("opened nothing"))
        box.searched.connect(lambda _: box.show_results(()))
        qtbot.keyClicks(box, "zz")
        key(qtbot, box, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert box.window().findChild(SuggestionList).suggestions()[0].title == "Nothing found"
        key(qtbot, box, Qt.Key.Key_Escape)
        assert box.text() == "zz"
        key(qtbot, box, Qt.Key.Key_Escape)
        assert box.text() == ""


class TestFields:
    def test_a_short_date_is_written_out_on_leaving(self, qtbot, page):
        edit, other = DateEdit(lambda: TODAY), QLineEdit()
        page(edit, other)
        qtbot.keyClicks(edit, "191023")
        with qtbot.waitSignal(edit.changed) as changed:
            other.setFocus()
        assert (edit.text(), edit.day(), changed.args) == (
            "19/10/2023",
            date(2023, 10, 19),
            [date(2023, 10, 19)],
        )

    def test_the_arrows_go_a_day(self, qtbot, page):
        edit = DateEdit(lambda: TODAY)
        page(edit)
        key(qtbot, edit, Qt.Key.Key_Down)
        assert edit.day() == date(2026, 10, 5)
        key(qtbot, edit, Qt.Key.Key_Up, Qt.Key.Key_Up)
        assert edit.text() == "07/10/2026"

    def test_a_day_can_be_chosen_in_the_calendar(self, qtbot, page, qapp):
        edit = DateEdit(lambda: TODAY)
        page(edit)
        key(qtbot, edit, Qt.Key.Key_F4)
        menu = qapp.activePopupWidget()
        calendar = menu.actions()[0].defaultWidget()
        view = calendar.findChild(QWidget, "qt_calendar_calendarview")
        key(qtbot, view, Qt.Key.Key_Left, Qt.Key.Key_Return)
        assert edit.day() == date(2026, 10, 5)
        qtbot.waitUntil(lambda: qapp.activePopupWidget() is None)

    def test_what_cannot_be_read_is_said_beneath_the_field_until_one_types_on(self, qtbot, page):
        form = Form()
        edit = DateEdit(lambda: TODAY)
        row = form.add("day", "Day", edit)
        form.add("note", "Note", QLineEdit())
        page(form)
        edit.setFocus()
        qtbot.keyClicks(edit, "31/02/2026")
        key(qtbot, edit, Qt.Key.Key_Return)
        assert "28" in row.error()
        assert edit.accessibleDescription() == row.error()
        assert edit.text() == "31/02/2026"
        assert edit.day() is None
        edit.setFocus()
        qtbot.keyClicks(edit, "1")
        assert row.error() == ""

    def test_money_is_whole_dong_with_dots(self, qtbot, page):
        edit, other = MoneyEdit(), QLineEdit()
        page(edit, other)
        qtbot.keyClicks(edit, "500k")
        other.setFocus()
        assert (edit.text(), edit.amount()) == ("500.000", 500_000)
        edit.set(None)
        assert (edit.text(), edit.amount()) == ("", None)

    def test_enter_goes_from_field_to_field_and_presses_the_button(self, qtbot, page):
        form = Form()
        pressed = []
        fields = (
            CompletionEdit(suggest, "Household"),
            DateEdit(lambda: TODAY),
            choice([("One", 1), ("Two", 2)]),
        )
        for number, field in enumerate(fields):
            form.add(str(number), str(number), field)
        save = button("Save", lambda: pressed.append(1))
        form.add_widget(save)
        window = page(form)
        fields[0].setFocus()
        qtbot.keyClicks(fields[0], "tran van minh")
        for _ in range(4):
            key(qtbot, window.focusWidget(), Qt.Key.Key_Return)
        assert pressed == [1]

    def test_an_error_goes_to_its_field(self, qtbot, page):
        form = Form()
        form.add("name", "Name", QLineEdit())
        number = form.add("number", "Number", QLineEdit(), hint="12 digits")
        page(form)
        assert form.show_error("number", "11 digits")
        assert number.field.hasFocus()
        assert number.error() == "11 digits"
        form.clear_errors()
        assert (number.error(), number.field.accessibleDescription()) == ("", "12 digits")
        assert not form.show_error("elsewhere", "x")


class TestNotices:
    def test_a_message_has_words_an_icon_and_a_name(self, qtbot, page):
        message = InlineMessage()
        page(QLineEdit(), message)
        assert not message.isVisible()
        message.say("error", "Disk full.")
        assert message.isVisible()
        assert (message.text(), message.accessibleName()) == ("Disk full.", "Disk full.")
        assert any(not one.pixmap().isNull() for one in message.findChildren(QLabel))
        message.clear()
        assert not message.isVisible()

    def test_a_toast_offers_the_way_back_and_takes_no_focus(self, qtbot, page):
        edit, undone = QLineEdit(), []
        toast = Toast(page(edit))
        toast.say("Saved", "Undo", lambda: undone.append(1))
        assert edit.hasFocus()
        qtbot.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
        assert (undone, toast.text()) == ([1], "")

    def test_a_toast_goes_by_itself_and_stays_at_the_foot(self, qtbot, page):
        window = page(QLineEdit())
        toast = Toast(window)
        toast.say("Saved", seconds=0.3)
        qtbot.mouseMove(toast, QPoint(5, 5))
        qtbot.mouseMove(window, QPoint(1, 1))  # it stays while it is pointed at
        window.resize(640, 500)
        qtbot.waitUntil(lambda: toast.geometry().bottom() == 500 - MARGIN - 1)
        qtbot.waitUntil(lambda: toast.text() == "", timeout=3000)

    def test_a_long_sentence_of_a_toast_stays_in_the_window(self, qtbot, page):
        window = page(QLineEdit())
        window.resize(640, 500)
        toast = Toast(window)
        toast.say("Back in stock: " + ", ".join(f"VN-2026-{n:05}" for n in range(30)))
        text = toast.findChild(QLabel)
        assert window.rect().contains(toast._place())
        assert toast.width() <= window.width()
        assert text.height() >= text.heightForWidth(text.width())

    def test_an_empty_state_offers_the_first_step(self, qtbot, page):
        steps = []
        state = EmptyState("house", "No household yet.", "Add one", lambda: steps.append(1))
        page(state)
        qtbot.mouseClick(state.step, Qt.MouseButton.LeftButton)
        assert steps == [1]

    def test_in_a_low_list_an_empty_state_is_words_alone(self, qtbot, page):
        window = QWidget()
        state = EmptyState("house", "No household yet.")
        state.setParent(window)
        page(window)
        for height, shown in ((300, True), (100, False), (300, True)):
            state.resize(400, height)
            icons = [one for one in state.findChildren(QLabel) if one.isVisible() and not one.text()]
            assert bool(icons) is shown


class TestFieldRow:
    def test_a_doubt_is_said_beneath_an_error_and_comes_back_after_it(self, qtbot, page):
        form = Form()
        row = form.add("number", "Number", QLineEdit(), "12 digits")
        page(form)
        row.set_doubt("Of a woman.")
        assert (row._note.text(), row.error(), row.field.property("invalid")) == ("Of a woman.", "", False)
        row.set_error("Too short.")
        assert (row._note.text(), row.error(), row.field.property("invalid")) == ("Too short.",) * 2 + (True,)
        form.clear_errors()
        assert row._note.text() == "Of a woman."
        row.set_doubt("")
        assert row._note.text() == "12 digits"


class TestSidebar:
    def test_alt_and_a_digit_goes_to_the_page(self, qtbot, page):
        sidebar = Sidebar("firereg")
        for name in ("overview", "households"):
            sidebar.add_page(name, name.title(), "house")
        lock = QAction("Lock")
        locked = []
        lock.triggered.connect(lambda: locked.append(1))
        sidebar.add_action(lock, "lock")
        window = page(sidebar)
        with qtbot.waitSignal(sidebar.chosen) as chosen:
            qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert chosen.args == ["households"]
        sidebar.select("overview")
        checked = [one.text() for one in sidebar.findChildren(QPushButton) if one.isChecked()]
        assert checked == ["Overview"]
        sidebar.set_badge("households", 1280)
        assert "Households, 1280" in [one.accessibleName() for one in sidebar.findChildren(QPushButton)]
        next(one for one in sidebar.findChildren(QPushButton) if one.text() == "Lock").click()
        assert locked == [1]

    def test_a_narrow_one_shows_icons_and_keeps_keys_and_names(self, qtbot, page):
        sidebar = Sidebar("firereg")
        sidebar.add_page("overview", "Overview", "house")
        window = page(sidebar)
        entry = sidebar.findChildren(QPushButton)[0]
        sidebar.set_compact(True)
        sidebar.set_badge("overview", 5)
        assert (entry.text(), entry.accessibleName(), entry.findChild(QLabel).isVisible()) == (
            "",
            "Overview, 5",
            False,
        )
        with qtbot.waitSignal(sidebar.chosen):
            qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        sidebar.set_compact(False)
        assert (entry.text(), entry.findChild(QLabel).isVisible()) == ("Overview", True)

    def test_long_names_fit(self, qtbot, page):
        sidebar = Sidebar("firereg")
        sidebar.add_page("equipment", "Bình chữa cháy", "fire-extinguisher")
        sidebar.set_badge("equipment", 999)
        page(sidebar)
        entry = sidebar.findChildren(QPushButton)[0]
        badge = entry.findChild(QLabel)
        assert 40 + entry.fontMetrics().horizontalAdvance(entry.text()) <= badge.x()


def test_chips_go_by_click_and_by_delete(qtbot, page):
    chips = ChipRow()
    page(chips)
    removed = []
    chips.removed.connect(removed.append)
    chips.set_chips([("kind", "Monthly"), ("group", "Group 7")])
    first, second = (one for one in chips.findChildren(QPushButton) if one.property("kind") == "chip")
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    key(qtbot, second, Qt.Key.Key_Delete)
    assert removed == ["kind", "group"]


class TestFigures:
    @pytest.mark.parametrize(("figures", "on"), [(BarList, Qt.Key.Key_Down), (MonthStrip, Qt.Key.Key_Right)])
    def test_they_can_be_read_and_walked_without_a_mouse(self, qtbot, page, figures, on):
        shown = figures("Overdue")
        page(shown)
        shown.show_figures([Figure(f"Group {n}", n * 10, n) for n in range(12)])
        assert shown.accessibleDescription().startswith("Group 0: 0; Group 1: 10")
        with qtbot.waitSignal(shown.chosen) as chosen:
            key(qtbot, shown, on, on, Qt.Key.Key_Return)
        assert chosen.args == [2]
        with qtbot.waitSignal(shown.chosen) as chosen:
            qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=shown.cell(5).center())
        assert chosen.args == [5]

    @pytest.mark.parametrize("figures", [BarList, MonthStrip])
    def test_larger_counts_have_more_ink(self, qtbot, page, figures):
        shown = figures("Overdue")
        page(QLineEdit(), shown)  # the ring of the focus has the same colour
        ink = []
        for count in (1, 50):
            shown.show_figures([Figure("A", count), Figure("B", 50)])
            image = shown.grab(shown.cell(0)).toImage()
            accent = shown.palette().highlight().color().rgb()
            ink.append(
                sum(image.pixel(x, y) == accent for x in range(image.width()) for y in range(image.height()))
            )
        assert ink[0] * 4 < ink[1]
        shown.show_figures([])
        shown.grab()
        assert shown.accessibleDescription() == "Nothing to count"

    def test_a_tile_is_never_lower_than_its_words(self, qtbot, page):
        tile = StatTile("Overdue", "circle-alert")
        tile.show_figure(1, "in 1 household")
        window = page(tile)
        window.resize(300, 10)
        assert tile.height() >= tile.sizeHint().height() > 60

    def test_a_tile_says_its_number(self, qtbot, page):
        tile = StatTile("Overdue", "circle-alert", "danger")
        page(tile)
        tile.show_figure(7_500_000, "in 23 households", "danger")
        assert "7.500.000" in [one.text() for one in tile.findChildren(QLabel)]
        assert tile.accessibleName() == "Overdue: 7500000. in 23 households"
        for press in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            with qtbot.waitSignal(tile.clicked):
                key(qtbot, tile, press)


def test_a_story_can_be_told_and_taken_back(qtbot, page):
    panel = StoryPanel("Choose a household.")
    page(panel)
    done = []
    action = QAction("Record an inspection")
    action.triggered.connect(lambda: done.append(1))
    panel.set_actions([action])
    events = (Event("19/10/2023", "Handed over", "Receipt 15"), Event("03/2023", "Made"))
    panel.show_story(
        Story("Nguyễn Thị Hoa", "Group 7", [("Overdue", "danger")], [("Serial", "A-00123")], events)
    )
    told = {"Nguyễn Thị Hoa", "Overdue", "A-00123", "Handed over", "19/10/2023 · Receipt 15"}
    qtbot.waitUntil(lambda: told <= {one.text() for one in panel.findChildren(QLabel) if one.isVisible()})
    assert "19/10/2023: Handed over Receipt 15" in panel.findChild(Timeline).accessibleDescription()
    press = panel.findChild(QPushButton)
    press.click()
    action.setEnabled(False)
    assert (done, press.isEnabled()) == ([1], False)
    panel.show_story(None)
    assert {one.text() for one in panel.findChildren(QLabel) if one.isVisible()} == {"Choose a household."}


def pdf_of(pages: int) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    for number in range(pages):
        canvas.drawString(100, 700, str(number))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


class TestPreview:
    def test_it_shows_pages_and_keeps_the_place(self, qtbot, page):
        preview = PdfPreview("Here comes the paper.")
        page(preview)
        preview.setMinimumHeight(400)
        preview.show_pdf(pdf_of(3))
        assert preview.page_count() == 3
        bar = preview._view.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 0)
        bar.setValue(200)
        preview.show_pdf(pdf_of(2))
        assert (preview.page_count(), bar.value()) == (2, 200)

    def test_nothing_and_rubbish_are_said_in_words(self, qtbot, page):
        preview = PdfPreview("Here comes the paper.")
        page(preview)
        for pdf, words in ((b"rubbish", "This paper cannot be shown."), (b"", "Here comes the paper.")):
            preview.show_pdf(pdf)
            assert preview.page_count() == 0
            assert words in {one.text() for one in preview.findChildren(QLabel) if one.isVisible()}

    def test_zoom_starts_from_what_is_seen(self, qtbot, page):
        preview = PdfPreview("Here comes the paper.")
        page(preview)
        preview.show_pdf(pdf_of(1))
        preview.zoom(1.25)
        first = preview._view.zoomFactor()
        preview.zoom(1.25)
        assert preview._view.zoomFactor() == pytest.approx(first * 1.25)
        preview.fit_width()
        assert preview._view.zoomMode() == preview._view.ZoomMode.FitToWidth


class TestQtWords:
    def test_what_the_catalogue_has_is_said_by_qt(self, qapp, monkeypatch):
        monkeypatch.setattr(qt_translation, "_", {"&Copy": "Sao &chép"}.get)
        words = qt_translation.QtWords()
        assert qapp.installTranslator(words)
        try:
            assert qapp.translate("QWidgetTextControl", "&Copy") == "Sao &chép"
            assert qapp.translate("QPlatformTheme", "unheard of") == "unheard of"
        finally:
            qapp.removeTranslator(words)

    def test_without_a_translation_qt_keeps_its_own(self, qapp):
        i18n.use("en")
        words = qt_translation.QtWords()
        qapp.installTranslator(words)
        try:
            assert qapp.translate("QWidgetTextControl", "&Paste") == "&Paste"
        finally:
            qapp.removeTranslator(words)

    def test_the_labels_of_the_file_dialog_are_in_the_catalogue(self, qtbot):
        dialog = QFileDialog()
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        said = {label.text() for label in dialog.findChildren(QLabel)} - {""}
        assert said
        assert said <= qt_translation.QT_STRINGS


def test_a_long_badge_does_not_push_the_story_out_of_sight(qtbot, page):
    panel = StoryPanel("Choose an extinguisher.")
    panel.setFixedWidth(336)
    page(panel)
    long = "Không đạt: Hướng dẫn rõ, đọc được, Niêm phong và chốt an toàn, Vỏ bình, vòi và loa phun"
    panel.show_story(Story("A-00001", "Group 7", [("With a household", "accent"), (long, "warning")]))
    qtbot.waitUntil(lambda: any(one.toolTip() == long for one in panel.findChildren(QLabel)))
    assert panel.widget().minimumSizeHint().width() <= panel.viewport().width()


def test_a_time_line_of_thousands_is_leafed_through(qtbot, page):
    line = Timeline()
    page(line)
    line.show_events([Event("01/01/2024", f"Inspection {number}") for number in range(3_020)])

    def told() -> list[str]:
        return [one.text() for one in line.findChildren(QLabel) if one.text().startswith("Inspection")]

    def links() -> list[LinkLabel]:
        return [one for one in line.findChildren(LinkLabel) if one.isVisible()]

    def press() -> None:
        qtbot.waitUntil(lambda: len(links()) == 1)
        key(qtbot, links()[0], Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(told()) == 10)
    press()
    qtbot.waitUntil(lambda: told() == [f"Inspection {number}" for number in range(30)])
    press()
    qtbot.waitUntil(lambda: told() == [f"Inspection {number}" for number in range(30, 60)])
    line._show(3_000)
    qtbot.waitUntil(lambda: told() == [f"Inspection {number}" for number in range(3_000, 3_020)])
    press()
    qtbot.waitUntil(lambda: told() == [f"Inspection {number}" for number in range(30)])


def test_a_long_time_line_shows_its_beginning_and_the_rest_when_asked(qtbot, page):
    line = Timeline()
    page(line)
    line.show_events([Event("01/01/2024", f"Inspection {number}") for number in range(30)])

    def told() -> list[str]:
        return [one.text() for one in line.findChildren(QLabel) if one.text().startswith("Inspection")]

    qtbot.waitUntil(lambda: len(told()) == 10)
    (more,) = line.findChildren(LinkLabel)
    assert "30" in more.text()
    key(qtbot, more, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(told()) == 30)
    line.show_events([Event("01/01/2024", f"Inspection {number}") for number in range(11)])
    qtbot.waitUntil(lambda: len(told()) == 11)


def test_no_title_of_a_list_is_cut(qtbot) -> None:
    model = PagedTableModel(
        [Column("A title wider than its column", str, width=40, align="right")], lambda *_which: Page([])
    )
    table = DataTable(model, "list")
    qtbot.addWidget(table)
    title = table.horizontalHeader().fontMetrics().horizontalAdvance("A title wider than its column")
    assert table.columnWidth(0) > title
