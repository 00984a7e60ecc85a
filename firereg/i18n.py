"""Every sentence a person meets passes through here: English in the code, Vietnamese on the screen.

The language belongs to the process, as a locale does, so it is the one thing that is not handed around.
The catalogue is gettext's, so the window, the commands and the services share one file of translations.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from firereg.paths import resource

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


@dataclass
class _Voice:
    language: str = "vi"
    catalogue: gettext.NullTranslations | None = None


_voice = _Voice()
_on_paper: ContextVar[gettext.NullTranslations | None] = ContextVar("on_paper", default=None)


def use(language: str) -> None:
    """Speak `language` ("vi" or "en") from now on; sentences already made stay as they are."""
    _voice.catalogue = _catalogue(language)
    _voice.language = language


@contextmanager
def as_on_paper() -> Iterator[None]:
    """Within it the thread that calls speaks Vietnamese, as every paper does, whatever the screen speaks."""
    before = _on_paper.set(_catalogue("vi"))
    try:
        yield
    finally:
        _on_paper.reset(before)


def _catalogue(language: str) -> gettext.NullTranslations:
    folder = str(resource("translations"))
    return gettext.translation("firereg", folder, [language], fallback=language == "en")


def language() -> str:
    """The language in use, "vi" or "en"."""
    return _voice.language


def _(message: str) -> str:
    """`message` in the language in use. Format after translating, never before: `_("… {n}").format(n=n)`."""
    if _voice.catalogue is None:
        use(_voice.language)
    catalogue = _on_paper.get() or _voice.catalogue
    assert catalogue is not None
    return catalogue.gettext(message)
