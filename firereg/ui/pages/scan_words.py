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


def match_label(match: Match) -> str:
    """What is known of a page, in a few words."""
    return {
        Match.FOUND: _("Matched"),
        Match.BY_HAND: _("Matched by hand"),
        Match.LIKELY: _("Likely"),
        Match.AGAIN: _("Has one already"),
        Match.TWICE: _("Twice in the pile"),
        Match.NO_CODE: _("No QR"),
        Match.SEVERAL: _("Two receipts"),
        Match.OTHER_CODE: _("No receipt"),
        Match.OTHER_REGISTRY: _("Another registry"),
        Match.UNKNOWN: _("Unknown receipt"),
        Match.CANCELLED: _("Cancelled"),
        Match.UNREADABLE: _("Cannot be read"),
        Match.BLANK: _("Blank"),
    }[match]


def page_words(page: PageMatch) -> str:
    """Which page of its file it is; "–" for a file that cannot be read."""
    return str(page.page) if page.page else "–"


def receipt_words(page: PageMatch) -> str:
    """The receipt it is of, and which page of it where that is known."""
    if page.receipt and page.sheet:
        return _("{code}, page {page}").format(code=page.receipt, page=page.sheet)
    return page.receipt
