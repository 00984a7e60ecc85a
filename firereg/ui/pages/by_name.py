"""Every page by its name, brought in when it is first asked for: the window opens with one of them."""

from importlib import import_module
from typing import Any

from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage

_PLACES = {
    "overview": "overview.OverviewPage",
    "households": "households.HouseholdsPage",
    "extinguishers": "extinguishers.ExtinguishersPage",
    "handovers": "handovers.HandoversPage",
    "inspections": "inspections.InspectionsPage",
    "support": "support_page.SupportPage",
    "programmes": "programmes_page.ProgrammesPage",
    "reports": "reports.ReportsPage",
    "settings": "settings.SettingsPage",
    "duplicates": "duplicates_page.DuplicatesPage",
    "import": "import_page.ImportPage",
    "stock_import": "stock_import_page.StockImportPage",
    "deliveries": "deliveries_page.DeliveriesPage",
    "balance": "balance_page.BalancePage",
    "faults": "faults.FaultsPage",
    "walks": "walks.WalksPage",
    "support_list": "support_list_page.SupportListPage",
    "support_desk": "support_desk.SupportDeskPage",
    "zalo_groups": "zalo_groups_page.ZaloGroupsPage",
    "alerts": "alerts_page.AlertsPage",
    "duty": "duty_page.DutyPage",
    "scans": "scans_page.ScansPage",
    "calendar": "calendar.CalendarPage",
    "accounts": "accounts_page.AccountsPage",
    "journal": "journal_page.JournalPage",
    "coverage": "reports.CoveragePage",
    "programme_report": "programme_reports.ProgrammeReportPage",
    "zalo_report": "programme_reports.ZaloReportPage",
}
"""The module and the class of each page, those of the sidebar first."""

PAGE_NAMES = tuple(_PLACES)


def page_class(name: str) -> Any:
    """The class of a page; its module is loaded now if it has not been."""
    module, kind = _PLACES[name].split(".")
    return getattr(import_module(f"firereg.ui.pages.{module}"), kind)


def make_page(name: str, desk: Desk) -> DeskPage:
    """A new page of that name."""
    page: DeskPage = page_class(name)(desk)
    return page
