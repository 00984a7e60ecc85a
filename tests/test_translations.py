"""Every sentence has its Vietnamese, with the same blanks to fill in, and the compiled catalogue is the written one."""

import ast
import gettext
import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from firereg.paths import resource

ROOT = Path(__file__).parent.parent
CATALOGUE = resource("translations") / "vi" / "LC_MESSAGES" / "firereg.po"
BLANK = re.compile(r"\{\w*\}|%\(\w+\)[srd]|%[srd]|&(?=\w)")


@cache
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi")


@cache
def sentences() -> frozenset[str]:
    found = extract_from_dir(ROOT / "firereg", [("**.py", "python")], keywords={"_": None, "N_": None})
    return frozenset(message for _file, _line, message, _comments, _context in found)


def test_every_sentence_of_the_code_is_translated() -> None:
    translated = {message.id for message in catalogue() if message.id and message.string}
    assert sorted(sentences() - translated) == []


def test_no_sentence_hides_in_an_f_string() -> None:
    """The extraction does not look into them, so such a sentence would stay English."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "firereg").rglob("*.py"))
        for joined in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "N_")
    ]
    assert hidden == []


def test_nothing_is_translated_that_nobody_says() -> None:
    assert sorted({message.id for message in catalogue() if message.id} - sentences()) == []


def test_a_translation_has_the_blanks_of_its_sentence() -> None:
    odd = [
        message.id
        for message in catalogue()
        if message.id
        and sorted(b for b in BLANK.findall(message.id) if b != "&")
        != sorted(b for b in BLANK.findall(message.string) if b != "&")
    ]
    assert odd == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert [m.id for m in catalogue() if m.id and compiled.gettext(m.id) != m.string] == []
