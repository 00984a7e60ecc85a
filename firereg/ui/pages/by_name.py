"""Every page by its name, brought in when it is first asked for: the window opens with one of them."""

from importlib import import_module
from typing import Any

from firereg.ui.desk import Desk
from firereg.ui.pages.base import DeskPage

_PLACES = {
    "overview": "overview_page.OverviewPage",
    "households": "households.households_page.HouseholdsPage",
    "extinguishers": "equipment.extinguishers_page.ExtinguishersPage",
    "handovers": "handovers.handovers_page.HandoversPage",
    "inspections": "checks.inspections_page.InspectionsPage",
    "support": "support.rounds_page.SupportPage",
    "programmes": "programmes.programmes_page.ProgrammesPage",
    "reports": "reports_page.ReportsPage",
    "settings": "settings.settings_page.SettingsPage",
    "duplicates": "households.duplicates_page.DuplicatesPage",
    "import": "imports.import_page.ImportPage",
    "stock_import": "imports.stock_import_page.StockImportPage",
    "deliveries": "equipment.deliveries_page.DeliveriesPage",
    "balance": "equipment.balance_page.BalancePage",
    "faults": "checks.faults_page.FaultsPage",
    "walks": "checks.walks_page.WalksPage",
    "support_list": "support.support_list_page.SupportListPage",
    "support_desk": "support.support_desk_page.SupportDeskPage",
    "zalo_groups": "programmes.zalo_groups_page.ZaloGroupsPage",
    "alerts": "programmes.alerts_page.AlertsPage",
    "duty": "programmes.duty_page.DutyPage",
    "scans": "handovers.scans_page.ScansPage",
    "calendar": "checks.calendar_page.CalendarPage",
    "accounts": "settings.accounts_page.AccountsPage",
    "journal": "settings.journal_page.JournalPage",
    "coverage": "reports_page.CoveragePage",
    "programme_report": "programmes.programme_reports.ProgrammeReportPage",
    "zalo_report": "programmes.programme_reports.ZaloReportPage",
}
"""The module and the class of each page, those of the sidebar first."""

PAGE_NAMES = tuple(_PLACES)


def page_class(name: str) -> Any:
    """The class of a page; its module is loaded now if it has not been."""
    module, _dot, kind = _PLACES[name].rpartition(".")
    return getattr(import_module(f"firereg.ui.pages.{module}"), kind)


def make_page(name: str, desk: Desk) -> DeskPage:
    """A new page of that name."""
    page: DeskPage = page_class(name)(desk)
    return page
