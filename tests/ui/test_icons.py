import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from firereg.paths import resource
from firereg.ui.icons import APP_ICON_SIZES, app_icon, icon, pixmap
from firereg.ui.theme import DARK, LIGHT, apply_theme

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


def inks(image: QImage) -> set[str]:
    """The colours of fully painted pixels."""
    every = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixel(x, y)).name() for x, y in every if image.pixelColor(x, y).alpha() == 255}


@pytest.fixture
def light(qapp):
    apply_theme(qapp, "light")


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("mark-")])
def test_every_icon_is_drawn_in_its_role(light, name):
    assert QColor(LIGHT.accent).name() in inks(pixmap(name, "accent", 24, 2.0).toImage())


def test_an_icon_follows_the_theme(qtbot, qapp, light):
    made = icon("house", "danger")
    assert LIGHT.danger in inks(made.pixmap(QSize(48, 48), 1.0).toImage())
    apply_theme(qapp, "dark")
    assert DARK.danger in inks(made.pixmap(QSize(48, 48), 1.0).toImage())
    apply_theme(qapp, "light")


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_has_the_pixels_of_the_screen(light, ratio):
    made = pixmap("search", "text", 16, ratio)
    assert made.width() == round(16 * ratio)
    assert made.devicePixelRatio() == ratio


def test_a_disabled_icon_is_pale(light):
    made = icon("printer", "danger").pixmap(QSize(48, 48), 1.0, QIcon.Mode.Disabled)
    assert inks(made.toImage()) >= {LIGHT.disabled}
    assert LIGHT.danger not in inks(made.toImage())


def test_an_icon_outlives_the_one_it_was_copied_from(light):
    copies = [QIcon(icon("gift")) for _ in range(50)]
    for copy in copies:
        copy.addPixmap(copy.pixmap(16))  # makes Qt clone the engine
    gc.collect()
    assert all(not copy.pixmap(24).isNull() for copy in copies)


def test_an_unknown_icon_is_a_bug(light):
    with pytest.raises(KeyError, match="no-such-icon"):
        icon("no-such-icon")


def test_the_icon_of_the_program_has_every_size(light):
    sizes = {size.width() for size in app_icon().availableSizes()}
    assert sizes == set(APP_ICON_SIZES)
    assert LIGHT.app in inks(app_icon().pixmap(QSize(64, 64), 1.0).toImage())


def test_the_licence_is_beside_the_icons():
    assert "ISC" in (resource("icons") / "LICENSE").read_text(encoding="utf-8")
