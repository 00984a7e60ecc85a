"""Every sentence a person meets passes through here: English in the code, Vietnamese on the screen.

The language belongs to the process, as a locale does, so it is the one thing that is not handed around.
The catalogue is gettext's, so the window, the commands and the services share one file of translations.
"""

import gettext
from dataclasses import dataclass

from firereg.paths import resource

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}


@dataclass
class _Voice:
    language: str = "vi"
    catalogue: gettext.NullTranslations | None = None


_voice = _Voice()


def use(language: str) -> None:
    """Speak `language` ("vi" or "en") from now on; sentences already made stay as they are."""
    folder = str(resource("translations"))
    _voice.catalogue = gettext.translation("firereg", folder, [language], fallback=language == "en")
    _voice.language = language


def language() -> str:
    """The language in use, "vi" or "en"."""
    return _voice.language


def _(message: str) -> str:
    """`message` in the language in use. Format after translating, never before: `_("… {n}").format(n=n)`."""
    if _voice.catalogue is None:
        use(_voice.language)
    assert _voice.catalogue is not None
    return _voice.catalogue.gettext(message)
