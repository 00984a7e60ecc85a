"""Times of day as they are typed and shown."""

import re
from datetime import time

from firereg.domain.text import clean_line, excerpt
from firereg.i18n import _

_TIME = re.compile(
    r"(\d{1,2})(?:\s*(?:[:.,hg]|giờ)\s*(\d{1,2})?)?\s*(?:phút|p|m)?|(\d{1,2})(\d{2})", re.IGNORECASE
)


def parse_time(text: str) -> time:
    """The time of day typed as "7h30", "07:30", "0730" or "7"; ValueError with the reason for anything else."""
    match = _TIME.fullmatch(clean_line(text))
    hour, minute = (
        (int(part) for part in (match[1] or match[3], match[2] or match[4] or 0)) if match else (24, 0)
    )
    if hour > 23 or minute > 59:
        raise ValueError(_("“{text}” is no time of day. Enter it like 7:30.").format(text=excerpt(text)))
    return time(hour, minute)


def format_time(moment: time) -> str:
    """ "07:30"."""
    return f"{moment:%H:%M}"
