"""Offer the choice of the user's own countries once above the list, when trials name countries, and in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from desktop.errors import CatalogueError
from desktop.trials.countries import country_name, country_names
from desktop.ui.look.messages import show_fault
from desktop.ui.look.short_lived import short_lived
from desktop.ui.tasks.countries_dialog import CountriesDialog
from desktop.ui.trial_list.offer_line import OfferLine
from desktop.workflows.home_countries import countries_by_trials, keep_home_countries, names_countries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.window.whole_window import WholeWindow


class HomeCountries:
    """Offer to choose the user's countries, store them, and update the shown trial."""

    def __init__(self, whole: WholeWindow) -> None:
        self._whole = whole
        self._catalogue = whole.first.workspace.catalogue
        window = whole.first.window
        sentences = window.tr("Which countries are yours?"), window.tr("Their sites come first.")
        self.line = OfferLine(sentences, window.tr("Choose…"), parent=window)
        whole.news.add(self.line)
        self.line.accepted.connect(self.ask)
        self.line.declined.connect(lambda: self._keep(()))
        whole.tasks.importing.imported.connect(self._offer)
        whole.detail.call_mine(self._catalogue.index.my_countries)
        self._offer()

    def ask(self) -> None:
        """Ask which countries are the user's."""
        known = countries_by_trials(self._catalogue)
        chosen = self._catalogue.index.my_countries
        if not self._catalogue.index.has_named_countries and (here := _country_of_system()):
            chosen = (here,)
        countries = [*known, *(name for name in country_names() if name not in known)]
        with short_lived(CountriesDialog(countries, chosen, self._whole.first.window)) as dialog:
            if dialog.exec():
                self._keep(dialog.chosen())

    def _offer(self) -> None:
        is_asked = self._catalogue.read_only or self._catalogue.index.has_named_countries
        self.line.setVisible(not is_asked and names_countries(self._catalogue))

    def _keep(self, countries: Sequence[str]) -> None:
        window = self._whole.first.window
        try:
            keep_home_countries(self._catalogue, countries)
        except CatalogueError as error:
            show_fault(window, window.tr("Your countries were not saved"), str(error))
            return
        self.line.hide()
        self._whole.detail.call_mine(self._catalogue.index.my_countries)
        self._whole.first.results.reload()


def _country_of_system() -> str:
    return country_name(QLocale.territoryToString(QLocale.system().territory()))
