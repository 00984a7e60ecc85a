"""The looks of the desk: every colour, size and style rule, light and dark.

Widgets name a role (`color("muted")`) or carry a property (`setProperty("kind", "primary")`); nothing else in
the program knows a colour. Red belongs to what is overdue. Contrast follows WCAG 2.2 AA (tested).
"""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from firereg.paths import resource

GRID = 8
ROW_HEIGHT = 32
HEADING_SCALE = 1.5
FIGURE_SCALE = 2.0
MODES = ("system", "light", "dark")


@dataclass(frozen=True)
class Colors:
    """One theme: a colour for each role."""

    window: str
    surface: str
    sidebar: str
    hover: str
    text: str
    muted: str
    disabled: str
    border: str
    outline: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    tip: str
    on_tip: str
    on_tip_accent: str
    app: str = "#1f5fae"
    on_app: str = "#ffffff"


LIGHT = Colors(
    window="#f5f6f8",
    surface="#ffffff",
    sidebar="#ebeef2",
    hover="#e2e7ee",
    text="#1a222d",
    muted="#546072",
    disabled="#98a2b0",
    border="#dde2e9",
    outline="#828c9a",
    accent="#1f5fae",
    accent_hover="#194f93",
    on_accent="#ffffff",
    accent_soft="#e2ecf9",
    on_accent_soft="#174a8a",
    danger="#b3261e",
    danger_soft="#fbe9e7",
    warning="#845000",
    warning_soft="#fdf1d8",
    success="#1b6b3a",
    success_soft="#e3f3e8",
    tip="#252d38",
    on_tip="#f3f5f8",
    on_tip_accent="#a9ccfa",
)
DARK = Colors(
    window="#171a20",
    surface="#1f242c",
    sidebar="#13161b",
    hover="#2a313b",
    text="#e5e9ef",
    muted="#a4aebb",
    disabled="#687280",
    border="#323a45",
    outline="#768293",
    accent="#86b6f5",
    accent_hover="#a5c9f8",
    on_accent="#0f1c2e",
    accent_soft="#24364f",
    on_accent_soft="#b3d1fa",
    danger="#ff9f97",
    danger_soft="#472523",
    warning="#f0c06a",
    warning_soft="#3d3018",
    success="#80d19c",
    success_soft="#1d3a29",
    tip="#e5e9ef",
    on_tip="#1a222d",
    on_tip_accent="#174a8a",
)


def apply_theme(app: QApplication, mode: str = "system") -> None:
    """Dress the program in "light" or "dark", or as the desktop has it ("system", followed live)."""
    if mode not in MODES:
        raise ValueError(mode)
    first = app.property("theme_mode") is None
    app.setProperty("theme_mode", mode)
    hints = app.styleHints()
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}
    if first:
        app.setStyle(QStyleFactory.create("Fusion"))
        font = app.font()
        font.setFeature(QFont.Tag("tnum"), 1)  # figures of one width, so that columns of numbers line up
        app.setFont(font)
        hints.colorSchemeChanged.connect(lambda: _dress(app))
    hints.setColorScheme(schemes[mode])
    _dress(app)


def colors() -> Colors:
    """The theme in force, told from the palette so that it cannot disagree with what Qt draws."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def color(role: str) -> QColor:
    """The colour of a role in the theme in force."""
    return QColor(getattr(colors(), role))


def restyle(widget: QWidget) -> None:
    """Have `widget` follow the style sheet again after one of its properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _dress(app: QApplication) -> None:
    mode = app.property("theme_mode")
    dark = mode == "dark" or (mode == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    theme = DARK if dark else LIGHT
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme, app.font()))


def _palette(theme: Colors) -> QPalette:
    roles = QPalette.ColorRole
    of_role = {
        roles.Window: theme.window,
        roles.WindowText: theme.text,
        roles.Base: theme.surface,
        roles.AlternateBase: theme.surface,
        roles.Text: theme.text,
        roles.PlaceholderText: theme.muted,
        roles.Button: theme.surface,
        roles.ButtonText: theme.text,
        roles.BrightText: theme.on_accent,
        roles.Highlight: theme.accent,
        roles.Accent: theme.accent,
        roles.HighlightedText: theme.on_accent,
        roles.Link: theme.accent,
        roles.LinkVisited: theme.accent,
        roles.ToolTipBase: theme.tip,
        roles.ToolTipText: theme.on_tip,
        roles.Light: theme.surface,
        roles.Midlight: theme.border,
        roles.Mid: theme.border,
        roles.Dark: theme.border,
        roles.Shadow: theme.border,
    }
    palette = QPalette()
    for role, value in of_role.items():
        palette.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return palette


def style_sheet(theme: Colors, font: QFont) -> str:
    """The style sheet of the whole program for one theme."""
    points = font.pointSizeF()
    sizes = {
        "heading": f"{points * HEADING_SCALE:.1f}pt",
        "figure": f"{points * FIGURE_SCALE:.1f}pt",
        "icons": resource("icons").as_posix(),
    }
    rules = resource("style.qss").read_text(encoding="utf-8")
    return Template(rules).substitute(asdict(theme) | sizes)
