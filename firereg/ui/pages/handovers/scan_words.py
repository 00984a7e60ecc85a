"""What the page of scans says of a page of the pile, and with which sign."""

from firereg.i18n import _
from firereg.services.scan_matching import Match, PageMatch

LOOKS = {
    Match.FOUND: ("circle-check", "success"),
    Match.BY_HAND: ("circle-check", "success"),
    Match.LIKELY: ("circle-question-mark", "warning"),
    Match.AGAIN: ("repeat", "warning"),
    Match.TWICE: ("copy", "warning"),
    Match.NO_CODE: ("circle-question-mark", "danger"),
    Match.SEVERAL: ("layers", "danger"),
    Match.OTHER_CODE: ("circle-alert", "danger"),
    Match.OTHER_REGISTRY: ("circle-alert", "danger"),
    Match.UNKNOWN: ("circle-alert", "danger"),
    Match.CANCELLED: ("x", "danger"),
    Match.UNREADABLE: ("circle-alert", "danger"),
    Match.BLANK: ("file-text", "muted"),
}
"""The icon and the colour role of each."""


def page_words(page: PageMatch) -> str:
    """Which page of its file it is; "–" for a file that cannot be read."""
    return str(page.page) if page.page else "–"


def receipt_words(page: PageMatch) -> str:
    """The receipt it is of, and which page of it where that is known."""
    if page.receipt and page.sheet:
        return _("{code} p. {page}").format(code=page.receipt, page=page.sheet)
    return page.receipt
