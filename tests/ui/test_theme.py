from dataclasses import fields

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from firereg.paths import resource
from firereg.ui.theme import DARK, LIGHT, Colors, apply_theme, color, colors, style_sheet

# Every pair in which the style sheet or a painted widget puts one role upon another.
TEXTS = [
    *((text, ground) for text in ("text", "muted") for ground in ("window", "surface", "sidebar")),
    ("text", "hover"),
    ("text", "accent_soft"),
    ("muted", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent_soft", "accent_soft"),
    ("on_accent_soft", "hover"),
    ("accent", "surface"),
    ("danger", "surface"),
    ("danger", "window"),
    ("danger", "accent_soft"),
    ("danger", "danger_soft"),
    ("warning", "surface"),
    ("warning", "window"),
    ("warning", "warning_soft"),
    ("success", "surface"),
    ("success", "success_soft"),
    ("on_tip", "tip"),
    ("on_tip_accent", "tip"),
    ("on_app", "app"),
]
# Edges of fields, focus rings, icons and bars, which WCAG 1.4.11 wants at 3:1.
SHAPES = [
    *((shape, ground) for shape in ("outline", "accent") for ground in ("window", "surface")),
    ("warning", "window"),
    ("accent", "sidebar"),
    ("accent", "hover"),
    ("danger", "hover"),
    ("on_accent", "accent"),
]


def luminance(value: str) -> float:
    parts = [part / 255 for part in QColor(value).getRgb()[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read_on_its_ground(theme: Colors, text: str, ground: str):
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_stand_out_from_their_ground(theme: Colors, shape: str, ground: str):
    assert contrast(getattr(theme, shape), getattr(theme, ground)) >= 3


def test_every_color_of_the_style_sheet_is_a_role(qapp):
    rules = style_sheet(LIGHT, qapp.font())
    roles = {getattr(LIGHT, field.name) for field in fields(Colors)}
    written = {
        word.strip(",;)") for word in rules.split() if word.startswith("#") and len(word.strip(",;)")) == 7
    }
    assert written
    assert written <= roles
    assert "$" not in rules


def test_the_style_sheet_names_pictures_that_exist(qapp):
    rules = style_sheet(LIGHT, qapp.font())
    names = [part.split('"')[0] for part in rules.split('url("')[1:]]
    assert names
    assert all((resource("icons") / name.rsplit("/", 1)[1]).is_file() for name in names)


def test_pictures_of_the_style_sheet_are_drawn_in_colors_seen_in_both_themes():
    check = (resource("icons") / "mark-check.svg").read_text(encoding="utf-8")
    chevron = (resource("icons") / "mark-chevron.svg").read_text(encoding="utf-8")
    assert f'stroke="{LIGHT.on_app}"' in check
    assert LIGHT.app == DARK.app
    stroke = chevron.split('stroke="')[1][:7]
    assert min(contrast(stroke, LIGHT.surface), contrast(stroke, DARK.surface)) >= 3


def test_a_change_of_theme_reaches_windows_already_open(qtbot, qapp):
    button = QPushButton("Save")
    button.setProperty("kind", "primary")
    qtbot.addWidget(button)
    button.resize(QSize(120, 32))
    seen = {}
    for mode, theme in (("light", LIGHT), ("dark", DARK)):
        apply_theme(qapp, mode)
        assert colors() is theme
        assert color("accent").name() == theme.accent
        seen[mode] = button.grab().toImage().pixelColor(20, 5).name()
        assert seen[mode] == theme.accent
    apply_theme(qapp, "light")


def test_an_unknown_theme_is_a_bug(qapp):
    with pytest.raises(ValueError, match="sepia"):
        apply_theme(qapp, "sepia")


def test_figures_have_one_width(qapp):
    apply_theme(qapp, "light")
    assert "tnum" in str(qapp.font())
