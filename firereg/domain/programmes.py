"""Programmes of the ward (mô hình): who takes part in one, and the address of its Zalo groups."""

import re
from dataclasses import dataclass

from firereg.domain.text import clean_line, excerpt
from firereg.i18n import _

_LINK = re.compile(r"(?:https?://)?zalo\.me/([\w./?=&%+-]+)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Body:
    """A body that takes part in a programme, and who signs its pledge for it."""

    name: str
    signer_name: str = ""
    signer_title: str = ""


def read_zalo_link(text: str) -> str:
    """The address of a Zalo group as it is kept, "https://zalo.me/g/abc"; "" for no text.

    ValueError for an address of another place: people would be led there.
    """
    link = clean_line(text)
    match = _LINK.fullmatch(link)
    if link and match is None:
        raise ValueError(
            _("“{link}” is no link of Zalo. It begins with https://zalo.me/.").format(link=excerpt(link))
        )
    return f"https://zalo.me/{match[1]}" if match else ""
