"""The column of the list for how each trial fits the patient, while one is described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.matching.answering import DOES_NOT_FIT, FITS, MAY_FIT, TrialFit
from desktop.matching.words import FIT_WORDS, why_words
from desktop.workflows.fit_patient import answers_of

if TYPE_CHECKING:
    from desktop.catalogue.finding.fitting import FitSets
    from desktop.ui.window.first_sight import FirstSight


class FitsInList(QObject):
    """Give the words for rows from the sets of all trials, which are computed again if she or the data change."""

    def __init__(self, first: FirstSight) -> None:
        super().__init__(first.window)
        self._first = first
        self._sets: FitSets | None = None
        self._version = -1
        model = first.page.model
        model.fit_words, model.fit_reasons = self.words, self.reasons
        first.patient.changed.connect(self._show)
        first.results.changed.connect(lambda _: self._forget_old())

    def words(self, trial_id: int) -> str:
        """Return how a trial fits; "" while no patient is described."""
        asked = self._first.patient.asked
        if not asked:
            return ""
        if self._sets is None:
            catalogue = self._first.workspace.catalogue
            self._sets, self._version = catalogue.index.all_fitted(asked), catalogue.index.version
        sets = self._sets
        by_fit = ((FITS, sets.fits), (MAY_FIT, sets.may_fit), (DOES_NOT_FIT, sets.does_not_fit))
        return next((FIT_WORDS[fit] for fit, trials in by_fit if trials >> trial_id & 1), "")

    def reasons(self, trial_id: int) -> str:
        """Return how a trial fits, with the reasons against it and the open questions."""
        workspace = self._first.workspace
        for _, told in answers_of(workspace.catalogue, workspace.facets, self._first.patient.asked, [trial_id]):
            why = why_words(told, workspace.facets) if isinstance(told, TrialFit) else ""
            return "\n".join(filter(None, (self.words(trial_id), why)))
        return self.words(trial_id)

    def _show(self) -> None:
        self._sets = None
        trial_list = self._first.page.trial_list
        trial_list.header.show_fit(shown=bool(self._first.patient.asked))
        trial_list.viewport().update()

    def _forget_old(self) -> None:
        if self._sets is not None and self._first.results.version != self._version:
            self._sets = None
            self._first.page.trial_list.viewport().update()
