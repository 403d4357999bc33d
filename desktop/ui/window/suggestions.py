"""Connect the helps for searching: completions, other spellings, filters for words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.search.suggesting import Suggesting
from desktop.workflows.complete_words import DrugNames, completions
from desktop.workflows.did_you_mean import did_you_mean
from desktop.workflows.filter_trials import facet_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.catalogue.finding.query import TrialQuery
    from desktop.ui.window.first_sight import FirstSight
    from desktop.workflows.complete_words import Completion
    from desktop.workflows.did_you_mean import Spelling
    from desktop.workflows.filter_trials import FacetCounts


class Suggestions:
    """Suggest words for the search, from the filters of the panel and the names of the drugs."""

    def __init__(self, first: FirstSight) -> None:
        self._first = first
        self._counted: tuple[int, TrialQuery, tuple[FacetCounts, ...]] | None = None
        """(version of the data, filters without words, their numbers)."""
        self._drugs: DrugNames | None = None
        self.suggesting = Suggesting(first.tool_bar.search_box, self._complete, first.window)
        self.suggesting.begun.connect(self._read_names)
        self.suggesting.settled.connect(lambda text: first.type_text(text, complete=True))
        first.page.empty_list.spellings = self._spellings

    @property
    def knows_drugs(self) -> bool:
        """Return whether the names of the drugs have been read."""
        return self._drugs is not None

    def forget_names(self) -> None:
        """Clear the names of the drugs, so that they are read again: the user may have added some."""
        self._drugs = None

    def _complete(self, before: str) -> Sequence[Completion]:
        return completions(before, self._counts(), self._drugs or DrugNames())

    def _counts(self) -> tuple[FacetCounts, ...]:
        """Return the facets with their numbers under the present filters, without the typed words."""
        workspace = self._first.workspace
        catalogue, filters = workspace.catalogue, self._first.state.query.with_text("")
        with catalogue.index.reading:
            if self._counted is None or self._counted[:2] != (catalogue.index.version, filters):
                counts = facet_counts(catalogue, workspace.facets, filters)
                self._counted = catalogue.index.version, filters, counts
        return self._counted[2]

    def _spellings(self, query: TrialQuery) -> Sequence[Spelling]:
        if self._drugs is None:
            self._drugs = self._names()
        workspace = self._first.workspace
        return did_you_mean(workspace.catalogue, query, self._drugs, workspace.facets)

    def _names(self) -> DrugNames:
        return DrugNames(self._first.workspace.drug_names())

    def _read_names(self) -> None:
        """Read and sort the names in another thread, so that the first typed letter need not wait."""
        if self._drugs is None:
            self._first.background.read(self._names, self._learn, lambda: None)

    def _learn(self, names: DrugNames) -> None:
        self._drugs = names
