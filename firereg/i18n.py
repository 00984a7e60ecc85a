"""Every sentence a person meets passes through here: English in the code, Vietnamese on the screen.

The language belongs to the process, as a locale does, so it is the one thing that is not handed around.
The catalogue is gettext's, so the window, the commands and the services share one file of translations.
"""

import gettext as _gettext

from firereg.paths import resource

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
_current: dict[str, _gettext.NullTranslations] = {}


def use(language: str) -> None:
    """Speak `language` ("vi" or "en") from now on; sentences already made stay as they are."""
    catalogue = _gettext.translation(
        "firereg", str(resource("translations")), languages=[language], fallback=language == "en"
    )
    _current["catalogue"] = catalogue
    _current_language[0] = language


_current_language = ["vi"]


def language() -> str:
    """The language in use, "vi" or "en"."""
    return _current_language[0]


def _(message: str) -> str:
    """`message` in the language in use. Format after translating, never before: `_("… {n}").format(n=n)`."""
    if "catalogue" not in _current:
        use("vi")
    return _current["catalogue"].gettext(message)
