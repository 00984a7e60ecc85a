"""What the lines above a list say of all its rows: the group, who they are, the decision and the year."""

import re
from typing import NamedTuple

from firereg.domain.poverty import Category
from firereg.domain.text import fold
from firereg.exchange.cell_readers import Group, find_category
from firereg.exchange.heads import Header

_GROUP = re.compile(r"\b(?:tổ dân phố|to dan pho|tdp|tổ|kp|khu phố)\s*(?:số\s*)?0*(\d{1,3})\b", re.IGNORECASE)
_DECISION = re.compile(r"(?:quyết định|qđ)\s*(?:số)?\s*:?\s*(\d+\s*/\s*[\w\-/&]+)", re.IGNORECASE)
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)


class Caption(NamedTuple):
    """What holds for a whole list; empty where its lines say nothing, or more than one thing."""

    group: Group = Group()
    category: Category | None = None
    decision: str = ""
    year: int | None = None


def read_caption(header: Header) -> Caption:
    """The caption of the list below `header`, from the lines above it and the name of the sheet."""
    lines = [*header.caption, header.sheet]
    groups = {int(number) for line in lines for number in _GROUP.findall(line)}
    decisions = {re.sub(r"\s", "", number) for line in lines for number in _DECISION.findall(line)}
    years = [
        int(year) for line in header.caption for year in _YEAR.findall(line) if not _DECISION.search(line)
    ]
    return Caption(
        group=Group(f"Tổ dân phố {min(groups)}", min(groups)) if len(groups) == 1 else Group(),
        category=_one_category(lines),
        decision=min(decisions) if len(decisions) == 1 else "",
        year=years[0] if len(set(years)) == 1 else None,
    )


def _one_category(lines: list[str]) -> Category | None:
    """The category of a list of one kind of households; a list of poor and near-poor ones is of none."""
    words = " ".join(fold(line) for line in lines if "ngheo" in fold(line))
    named = find_category(words)
    rest = re.sub(r"(thoat )?(ho )?can ngheo|thoat (ho )?ngheo", "", words, count=1)
    return named if named and (named is Category.POOR or "ngheo" not in rest) else None
