"""Qt's own words (menus of fields, buttons of dialogs) in the language of the program.

PySide6 ships no Vietnamese for Qt, so the few dozen sentences a person can meet live in the program's own
catalogue. Month and day names are not here: they come from QLocale.
"""

from PySide6.QtCore import QTranslator

from firereg.i18n import _


def N_(text: str) -> str:
    """`text` as it is, marked for the catalogue (gettext's usual name, which extraction knows)."""
    return text


QT_STRINGS = frozenset(
    (
        # fields: QLineEdit, QTextEdit, QSpinBox
        N_("&Undo"),
        N_("&Redo"),
        N_("Cu&t"),
        N_("&Copy"),
        N_("&Paste"),
        N_("Delete"),
        N_("Clear"),
        N_("Select All"),
        N_("Copy &Link Location"),
        N_("&Step up"),
        N_("Step &down"),
        # QDialogButtonBox, QMessageBox
        N_("OK"),
        N_("&OK"),
        N_("Cancel"),
        N_("&Cancel"),
        N_("&Yes"),
        N_("&No"),
        N_("Yes to &All"),
        N_("N&o to All"),
        N_("Abort"),
        N_("Retry"),
        N_("Ignore"),
        N_("Save"),
        N_("&Save"),
        N_("Save All"),
        N_("Don't Save"),
        N_("Discard"),
        N_("Close"),
        N_("&Close"),
        N_("Close without Saving"),
        N_("Apply"),
        N_("Reset"),
        N_("Help"),
        N_("Open"),
        N_("&Open"),
        N_("Restore Defaults"),
        N_("Show Details..."),
        N_("Hide Details..."),
        # QFileDialog
        N_("Save As"),
        N_("Open File"),
        N_("Find Directory"),
        N_("&Look in:"),
        N_("File &name:"),
        N_("Files of &type:"),
        N_("Directory:"),
        N_("Folder"),
        N_("&Choose"),
        N_("Go back"),
        N_("Go forward"),
        N_("Go to the parent directory"),
        N_("Create a New Folder"),
        N_("Change to list view mode"),
        N_("Change to detail view mode"),
        N_("List of places and bookmarks"),
        N_("Back"),
        N_("Forward"),
        N_("Parent Directory"),
        N_("Create New Folder"),
        N_("&New Folder"),
        N_("New Folder"),
        N_("List View"),
        N_("Detail View"),
        N_("Details"),
        N_("&Rename"),
        N_("&Delete"),
        N_("Show &hidden files"),
        N_("Sidebar"),
        N_("Files"),
        N_("All Files (*)"),
        N_("All files (*)"),
        N_("Directories"),
        N_("Recent Places"),
        N_("My Computer"),
        N_("Computer"),
        N_("Drive"),
        N_("File"),
        N_("File Folder"),
        N_("Name"),
        N_("Size"),
        N_("Type"),
        N_("Date Modified"),
        N_("%1 already exists.\nDo you want to replace it?"),
        N_("%1\nFile not found.\nPlease verify the correct file name was given."),
        N_("%1\nDirectory not found.\nPlease verify the correct directory name was given."),
        N_("'%1' is write protected.\nDo you want to delete it anyway?"),
        N_("Are you sure you want to delete '%1'?"),
        N_("Could not delete directory."),
        # QPrintDialog, QPageSetupDialog
        N_("Print"),
        N_("&Print"),
        N_("Printer"),
        N_("&Name:"),
        N_("P&roperties"),
        N_("Location:"),
        N_("Preview"),
        N_("Type:"),
        N_("Output &file:"),
        N_("Print range"),
        N_("Print all"),
        N_("Pages from"),
        N_("Pages"),
        N_("to"),
        N_("Current Page"),
        N_("Selection"),
        N_("Page Set:"),
        N_("All Pages"),
        N_("Odd Pages"),
        N_("Even Pages"),
        N_("Output Settings"),
        N_("Copies:"),
        N_("&Copies:"),
        N_("Copies"),
        N_("Collate"),
        N_("C&ollate"),
        N_("Reverse"),
        N_("&Reverse"),
        N_("Options"),
        N_("&Options >>"),
        N_("&Options <<"),
        N_("Color Mode"),
        N_("Color"),
        N_("Grayscale"),
        N_("&Grayscale"),
        N_("Duplex Printing"),
        N_("Double-sided"),
        N_("None"),
        N_("Long side"),
        N_("Short side"),
        N_("Print to File (PDF)"),
        N_("Print To File ..."),
        N_("Page Setup"),
        N_("Paper"),
        N_("Page size:"),
        N_("Width:"),
        N_("Height:"),
        N_("Paper source:"),
        N_("Orientation"),
        N_("Portrait"),
        N_("Landscape"),
        N_("Reverse landscape"),
        N_("Reverse portrait"),
        N_("Margins"),
        N_("Advanced"),
        # sliders, scroll bars, tables
        N_("Scroll here"),
        N_("Top"),
        N_("Bottom"),
        N_("Page up"),
        N_("Page down"),
        N_("Scroll up"),
        N_("Scroll down"),
    )
)


class QtWords(QTranslator):
    """Gives Qt the sentences of `QT_STRINGS` in the language in use; Qt keeps its own for all others."""

    def isEmpty(self) -> bool:
        """False, for Qt does not install a translator that says it has nothing."""
        return False

    def translate(
        self,
        context: str,  # noqa: ARG002 - the same English means the same wherever Qt says it
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        """The translation, or None where the catalogue has nothing."""
        if source not in QT_STRINGS:
            return None
        translated = _(source)
        return translated if translated != source else None
