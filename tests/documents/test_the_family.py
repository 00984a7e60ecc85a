"""Every paper by every rule asked of it, read back from the finished file; `docs/papers.md` tells the sources."""

import inspect
import itertools
import pkgutil
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from firereg import documents
from tests.documents.paper_reading import (
    A4_HEIGHT,
    A4_WIDTH,
    MM,
    Sheet,
    TextLine,
    outside,
    overlaps,
    sheets,
)
from tests.documents.the_family import FAMILY, Kind

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
TOP, BOTTOM, LEFT, RIGHT = 20 * MM, 20 * MM, 30 * MM, 15 * MM
IN_THE_MARGIN = re.compile(r"\d{1,3}|BG-2023-\d{4}|Bản in lại|Biên bản đã hủy\. Lý do: .*")
"""What may stand there: the number of the page, the code beside a QR, the marks of a copy and of a void paper."""
CODE = re.compile(r"BG-2023-\d{4}|TDP07-0123")
PLACE = re.compile(r".+, ngày (0[1-9]|[12]\d|3[01]) tháng (0[12]|[3-9]|1[0-2]) năm \d{4}")
NUMBER = re.compile(r"Số: (0\d|[1-9]\d+)/[A-ZĐ]+(-[A-ZĐ]+)*|Số: {6,}/[A-ZĐ]+(-[A-ZĐ]+)*")
HEADING = re.compile(r"(?:[IVX]+|\d+)\. \S")


class Paper:
    """A paper of the family as it was drawn, and its pages."""

    def __init__(self, kind: Kind, pdf: bytes) -> None:
        self.kind, self.pdf = kind, pdf
        self.pages = sheets(pdf)
        self.file = PdfReader(BytesIO(pdf))

    @property
    def first(self) -> Sheet:
        return self.pages[0]

    def each(self) -> list[list[Sheet]]:
        """The pages of each paper of a batch."""
        starts = [n for n, page in enumerate(self.pages) if NATION in page.text]
        return [list(self.pages[a:b]) for a, b in itertools.pairwise([*starts, len(self.pages)])]


@cache
def drawn(name: str, which: str) -> Paper:
    kind = FAMILY[name]
    return Paper(kind, getattr(kind, which)())


def lines_like(page: Sheet, text: str) -> list[TextLine]:
    return [line for line in page.lines if line.text == text]


def short_rule_under(page: Sheet, line: TextLine) -> None:
    rule = page.rule_under(line)
    assert 1 / 3 <= rule.length / (line.x1 - line.x0) <= 1 / 2, line.text
    assert rule.middle == pytest.approx(line.middle, abs=0.5)


def is_on_a4(paper: Paper) -> None:
    size = (A4_HEIGHT, A4_WIDTH) if paper.kind.wide else (A4_WIDTH, A4_HEIGHT)
    for page in paper.pages:
        assert (page.width, page.height) == pytest.approx(size, abs=0.1)


def embeds_its_fonts(paper: Paper) -> None:
    """As subsets; Times New Roman or a face of the same widths, and a fixed one for codes typed back."""
    for page in paper.file.pages:
        for font in page["/Resources"]["/Font"].values():
            assert re.fullmatch(r"/[A-Z]{6}\+.*(Serif|Times|Mono).*", font["/BaseFont"])
            assert "/FontFile2" in font["/FontDescriptor"]


def says_what_it_is(paper: Paper) -> None:
    """Title, author, subject, language and day, in both places where a file tells them; nothing unproven."""
    info, xmp = paper.file.metadata, paper.file.xmp_metadata
    assert info is not None
    assert xmp is not None
    assert info.title
    assert info.author
    assert info.subject
    assert xmp.dc_title == {"x-default": info.title}
    assert xmp.dc_creator == [info.author]
    assert xmp.dc_description == {"x-default": info.subject}
    assert xmp.dc_language == ["vi-VN"]
    root = paper.file.trailer["/Root"]
    assert root["/Lang"] == "vi-VN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (info.creation_date is None) == (xmp.xmp_create_date is None)
    assert info.creation_date or not paper.kind.decree
    assert b"pdfaid" not in paper.pdf, "nobody has proven that it is PDF/A"


def is_copied_with_accents(paper: Paper) -> None:
    for page, read in zip(paper.file.pages, paper.pages, strict=True):
        copied = page.extract_text()
        for text in (copied, "".join(letter.text for letter in read.letters)):
            assert unicodedata.is_normalized("NFC", text)
            assert not [mark for mark in ("□", "(cid:", "\xa0") if mark in text]
        if NATION in read.text:
            assert NATION in copied
            assert paper.kind.title in copied


def touches_nothing(paper: Paper) -> None:
    for page in paper.pages:
        assert overlaps(page) == []


def holds_nothing_it_does_not_need(paper: Paper) -> None:
    """No transparency, no scripts, no files within, no links to the outside."""
    assert set(paper.file.trailer["/Root"]) <= {
        *("/Type", "/Pages", "/Lang", "/Metadata", "/Outlines", "/PageMode", "/ViewerPreferences"),
    }
    for page, key in itertools.product(paper.file.pages, ("/Annots", "/AA", "/Group")):
        assert key not in page
    assert b"/ExtGState" not in paper.pdf


def has_an_outline(paper: Paper) -> None:
    """In the order of its pages."""
    entries = paper.file.outline
    assert entries
    places = [paper.file.get_destination_page_number(entry) for entry in entries]
    assert places == sorted(places)
    assert all(entry.title.strip() for entry in entries)


def breaks_no_figure(paper: Paper) -> None:
    for page in paper.pages:
        assert not [line.text for line in page.lines if re.search(r"\d\.\d{3}\.$", line.text)]


def keeps_the_margins(paper: Paper) -> None:
    for page in paper.pages:
        assert [words for words in outside(page) if not IN_THE_MARGIN.fullmatch(words)] == []
        for x0, y0, x1, y1 in page.strokes:
            assert x0 >= LEFT - 0.1
            assert x1 <= page.width - RIGHT + 0.1
            assert min(y0, y1) >= BOTTOM - 0.1
            assert max(y0, y1) <= page.height - TOP + 0.1


def has_nation_and_motto(paper: Paper) -> None:
    for first, *rest in paper.each():
        nation, motto = first.line(NATION), first.line(MOTTO)
        assert (nation.style, nation.size in {12, 13}) == ("bold", True)
        assert (motto.style, motto.size in {13, 14}) == ("bold", True)
        assert nation.middle == pytest.approx(motto.middle, abs=0.5)
        rule = first.rule_under(motto)
        assert rule.length == pytest.approx(motto.x1 - motto.x0, abs=0.5)
        assert rule.middle == pytest.approx(motto.middle, abs=0.5)
        assert all(NATION not in page.text for page in rest)


def names_who_issues_it(paper: Paper) -> None:
    """In capitals at the left, the body above it in plain ones, a short rule below."""
    for first, *_rest in paper.each():
        nation, where = first.line(NATION), place_line(first)
        column = [
            line
            for line in first.lines
            if line.x1 < nation.x0 and where.baseline + 6 < line.baseline <= nation.baseline
        ]
        assert column
        assert all(line.text == line.text.upper() and line.size in {12, 13} for line in column)
        styles = [line.style for line in column]
        assert styles == sorted(styles, reverse=True)  # regular, then bold
        assert styles[-1] == "bold"
        assert max(abs(line.middle - column[0].middle) for line in column) < 1
        short_rule_under(first, column[-1])


def place_line(page: Sheet) -> TextLine:
    (line,) = [line for line in page.lines if PLACE.fullmatch(line.text) and line.style == "italic"]
    return line


def tells_place_and_day(paper: Paper) -> None:
    for first, *_rest in paper.each():
        where = place_line(first)
        assert where.size in {13, 14}
        assert where.middle == pytest.approx(first.line(MOTTO).middle, abs=0.5)


def has_a_number_or_room_for_it(paper: Paper) -> None:
    for first, *_rest in paper.each():
        number = first.line("Số:")
        assert (number.size, number.style) == (13, "regular")
        assert NUMBER.fullmatch(number.text), number.text
        assert number.baseline == place_line(first).baseline


def has_a_title(paper: Paper) -> None:
    """The kind of paper in capitals, then what it is about with a short rule, both bold and in the middle."""
    for first, *_rest in paper.each():
        kind = first.line(paper.kind.title)
        below = (line for line in first.lines if line.baseline < kind.baseline)
        about = list(
            itertools.takewhile(lambda line, its=kind: (line.style, line.size) == ("bold", its.size), below)
        )
        assert about
        middle = (LEFT + first.width - RIGHT) / 2
        for line in (kind, *about):
            assert (line.style, line.size in {13, 14}) == ("bold", True)
            assert line.middle == pytest.approx(middle, abs=0.5)
        assert kind.text == kind.text.upper()
        short_rule_under(first, about[-1])


def numbers_its_pages(paper: Paper) -> None:
    """At the top in the middle, from 2 on, anew for each paper of a batch."""
    for pages in paper.each():
        for number, page in enumerate(pages, start=1):
            above = [
                line
                for line in page.lines
                if line.baseline > page.height - TOP and line.middle == pytest.approx(page.width / 2, abs=1)
            ]
            assert [line.text for line in above] == ([str(number)] if number > 1 else [])
            assert all((line.style, line.size in {13, 14}) == ("regular", True) for line in above)


def has_the_sizes_of_the_decree(paper: Paper) -> None:
    """13 and 14 for what is read, 12 and 11 for hints, recipients and tables; smaller only in charts and codes."""
    for page in paper.pages:
        for line in page.lines:
            sizes = {letter.size for letter in line.marks}
            small = 6 <= min(sizes) <= 9 and (paper.kind.charts or CODE.fullmatch(line.text))
            assert sizes <= {11, 12, 13, 14} or small, (line.text, sizes)


def is_black(paper: Paper) -> None:
    """But for the mark of a void paper."""
    grey = {letter.text for page in paper.pages for letter in page.letters if not letter.black}
    assert grey in (set(), set("ĐÃ HỦY"))


def is_set_solid(paper: Paper) -> None:
    """Lines of a paragraph are single spaced to one and a half, and at least 6 points part two paragraphs."""
    for page in paper.pages:
        for line, after in itertools.pairwise(page.lines):
            if line.baseline == after.baseline or not (is_body(line) and is_body(after)):
                continue
            step, starts = line.baseline - after.baseline, after.x0 > LEFT + 1
            least = 13 * 1.15 + (6 if starts else 0)
            assert least - 0.1 <= step <= 13 * 1.15 * 1.5 + 12, after.text


def is_body(line: TextLine) -> bool:
    """Whether it is of a paragraph: 13 points, at the margin or indented by a centimetre."""
    sizes = {letter.size for letter in line.marks}
    return sizes == {13} and any(abs(line.x0 - LEFT - indent) < 0.5 for indent in (0, 10 * MM))


def leaves_no_heading_alone(paper: Paper) -> None:
    for page in paper.pages:
        for line in page.lines:
            if line.style == "bold" and HEADING.match(line.text) and line.x0 > LEFT + 1:
                below = [other for other in page.lines if other.baseline < line.baseline - 1]
                assert below, f"{line.text} stands alone"
                assert not HEADING.match(below[0].text) or below[0].style != "bold"


def ends_and_tells_its_recipients(paper: Paper) -> None:
    """ "./." after the last words, "Nơi nhận:" at the left, a recipient a line, the last one ending in a full stop."""
    for pages in paper.each():
        last = pages[-1]
        assert "./." in last.text
        heads = lines_like(last, "Nơi nhận:")
        assert [(head.style, head.size) for head in heads] == [("bold italic", 12)]
        (head,) = heads
        assert head.x0 == pytest.approx(LEFT, abs=1)
        names = [line for line in last.lines if line.text.startswith("- ") and line.baseline < head.baseline]
        assert names
        assert {(line.size, line.style) for line in names} == {(11, "regular")}
        assert [line.text[-1] for line in names] == [";"] * (len(names) - 1) + ["."]


def is_signed_under_its_words(paper: Paper) -> None:
    """Who signs stands in bold capitals on one level, and on that page stands something that is signed for."""
    for pages in paper.each():
        last = pages[-1]
        top = last.line(paper.kind.title).baseline if len(pages) == 1 else last.height - TOP
        under_head = [line for line in last.lines if line.baseline < top]
        titles = [
            line.baseline
            for line in under_head
            if line.style == "bold"
            and line.size >= 13
            and line.text.isupper()
            and not HEADING.match(line.text)
        ]
        assert titles, "nobody signs"
        words = [line for line in under_head if line.baseline > titles[0] + 1 and line.style != "bold"]
        assert words, "somebody signs a page without words"


ALL = (is_on_a4, embeds_its_fonts, says_what_it_is, is_copied_with_accents, touches_nothing,
       holds_nothing_it_does_not_need, breaks_no_figure)  # fmt: skip
DECREE = (keeps_the_margins, has_nation_and_motto, names_who_issues_it, tells_place_and_day, has_a_title,
          numbers_its_pages, has_the_sizes_of_the_decree, is_black, is_set_solid,
          leaves_no_heading_alone)  # fmt: skip
FRAMED = {"recovery_sheet"}
"""On the page of the decree, without its head: it stays in the ward."""
UNSIGNED = {"overdue_list"}
"""A working list with the head of the decree: it is walked off, ticked and thrown away."""


def rules_of(name: str, which: str) -> list[Callable[[Paper], None]]:
    """The rules that are asked of a paper."""
    kind = FAMILY[name]
    found = [*ALL, *(DECREE if kind.decree else ())]
    found += [has_a_number_or_room_for_it] * kind.numbered + [ends_and_tells_its_recipients] * kind.goes_out
    found += [is_signed_under_its_words] * (kind.decree and name not in UNSIGNED)
    found += [keeps_the_margins, is_black] * (name in FRAMED)
    found += [has_an_outline] * (kind.outline and which == "hard")
    return found


CASES = [
    pytest.param(name, which, rule, id=f"{name}-{which}-{rule.__name__}")
    for name in FAMILY
    for which in ("common", "hard")
    for rule in rules_of(name, which)
]


@pytest.mark.parametrize(("name", "which", "rule"), CASES)
def test_a_paper(name: str, which: str, rule: Callable[[Paper], None]) -> None:
    rule(drawn(name, which))


def test_the_family_is_complete() -> None:
    """Whatever `documents` draws as a file is in it."""
    found = set()
    for module in pkgutil.iter_modules(documents.__path__):
        its = import_module(f"firereg.documents.{module.name}")
        found |= {
            one
            for name, one in inspect.getmembers(its, inspect.isfunction)
            if name.endswith("_pdf") and one.__module__ == its.__name__
        }
    assert found == {kind.draw for kind in FAMILY.values()}


def test_the_table_of_papers_tells_every_paper_and_every_rule() -> None:
    told = (Path(__file__).parents[2] / "docs" / "papers.md").read_text(encoding="utf-8")
    rules = {rule for name in FAMILY for rule in rules_of(name, "hard")}
    for name in (*FAMILY, *(rule.__name__ for rule in rules)):
        assert f"`{name}`" in told, name
    for name in FAMILY:
        (row,) = re.findall(rf"^\| [^|]*`{name}` \|.*$", told, re.MULTILINE)
        columns = [cell.strip() for cell in row.strip("|").split("|")][1:]
        kind = FAMILY[name]
        assert columns[0] == ("wide" if kind.wide else "upright"), name
        asked = (
            kind.decree,
            kind.numbered,
            kind.goes_out,
            kind.decree and name not in UNSIGNED,
            kind.outline,
        )
        assert [cell == "yes" for cell in columns[1:6]] == list(asked), name
