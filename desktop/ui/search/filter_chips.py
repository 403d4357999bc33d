"""The present filters, one chip each; a click removes the filter."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from desktop.catalogue.finding.query import Pair, TrialQuery, base_of
from desktop.catalogue.finding.query_tokens import term_groups
from desktop.trials.facets import SECOND, tree_of
from desktop.ui.look.flow_layout import FlowLayout
from desktop.ui.look.plain_html import show_tip
from desktop.workflows.offer_filters import FilterOffer, SearchWords

_NAMES_SHOWN = 3
_OFFERS_SHOWN = 3


class FilterChips(QFrame):
    """Show a query as chips; hidden while there is nothing to show."""

    dropped = Signal(str, str)
    """(facet, value): end its selection or exclusion."""
    text_dropped = Signal()
    cohorts_parted = Signal()
    """Again one cohort must have the values of all facets."""
    names_dropped = Signal(str)
    """A word of the text: search only for this word, not for its other names."""
    filter_asked = Signal(object)
    """The TrialQuery in which words of the text are replaced by the filters that they name."""
    cleared = Signal()

    def __init__(self, words: SearchWords, parent: QWidget | None = None) -> None:
        """Show nothing yet; ``words`` finds the words of a text that are filters."""
        super().__init__(parent)
        self._words = words
        self._facets = words.facets
        self.setObjectName("bar")
        self.setAccessibleName(self.tr("Filters in force"))
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setContentsMargins(10, 7, 10, 7)
        self.hide()

    def show_query(self, query: TrialQuery, other_names: Callable[[str], Sequence[str]] = lambda _term: ()) -> None:
        """Show the chips of a query: facets in the order of the panel, the words last.

        An "or" stands between chips of which one is enough.
        ``other_names`` returns the other names that are searched for with a word; a chip can switch them off.
        """
        self._flow.clear()
        order = {facet.id: place for place, facet in enumerate((*self._facets.all, *self._facets.searched))}
        tree = ""
        for facet, value in _in_order(query.selected, order):
            if tree_of(facet) == tree:
                self._add_or()
            tree = tree_of(facet)
            self._add_pair(facet, value, excluded=False)
        for facet, value in _in_order(query.excluded, order):
            self._add_pair(facet, value, excluded=True)
        if query.text:
            chip = self._add(self.tr("Text: {0}").format(query.text))
            chip.clicked.connect(self.text_dropped)
            groups = term_groups(query.text, other_names)
            for term in dict.fromkeys(term for group in groups for term in (" ".join(group), *group)):
                self._add_names(term, other_names(term))
            for offer in self._words.offers(query)[:_OFFERS_SHOWN]:
                self._add_offer(offer)
        if query.across_cohorts:
            chip = self._add(self.tr("All cohorts together"))
            words = self.tr(
                "The values may come from different cohorts of a trial.\nClick to ask for one cohort that has all."
            )
            show_tip(chip, words)
            chip.clicked.connect(self.cohorts_parted)
        is_shown = query.across_cohorts or not query.is_empty()
        if is_shown:
            self._add_clear()
        self.setVisible(is_shown)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Return True: the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines of chips."""
        margins = self.contentsMargins()
        inside = self._flow.heightForWidth(width - margins.left() - margins.right())
        return inside + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """Return the size at the present width."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def _add_pair(self, facet: str, value: str, *, excluded: bool) -> None:
        known = self._facets[facet]
        label = known.short_of(value)
        if known.second and facet.endswith(SECOND):
            label = f"{label} ({known.second.suffix})"
        words = self.tr("not: {0}").format(label) if excluded else f"{known.short}: {label}"
        chip = self._add(words)
        chip.setProperty("excluded", excluded)
        show_tip(chip, f"{self._facets[facet].label}: {self._facets[facet].label_of(value)}")
        chip.clicked.connect(lambda: self.dropped.emit(facet, value))

    def _add_or(self) -> None:
        word = QLabel(self.tr("or"), self)
        word.setObjectName("muted")
        self._flow.addWidget(word)

    def _add_names(self, term: str, names: Sequence[str]) -> None:
        if not names:
            return
        more = f" +{len(names) - _NAMES_SHOWN}" if len(names) > _NAMES_SHOWN else ""
        chip = self._add(self.tr("also: {0}").format(f"{', '.join(names[:_NAMES_SHOWN])}{more}"))
        listed = ", ".join(names)
        show_tip(chip, self.tr("Other names of {0}: {1}\nClick to find this very word").format(term, listed))
        chip.clicked.connect(lambda: self.names_dropped.emit(term))

    def _add_offer(self, offer: FilterOffer) -> None:
        link = QPushButton(self.tr("Filter instead: {0}").format(offer.label).replace("&", "&&"), self)
        link.setObjectName("link")
        said = self.tr("“{0}” is searched for as words.\nClick to filter by {1} instead").format(
            offer.words, offer.label
        )
        show_tip(link, said)
        link.clicked.connect(lambda: self.filter_asked.emit(offer.query))
        self._flow.addWidget(link)

    def _add(self, words: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("chip")
        # An ampersand in a search text is not a mnemonic.
        chip.setText(f"{words.replace('&', '&&')}  ✕")
        chip.setAccessibleName(self.tr("Drop the filter {0}").format(words))
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._flow.addWidget(chip)
        return chip

    def _add_clear(self) -> None:
        clear = QPushButton(self.tr("Clear all"), self)
        clear.setObjectName("link")
        clear.clicked.connect(self.cleared)
        self._flow.addWidget(clear)


def _in_order(pairs: Iterable[Pair], order: Mapping[str, int]) -> list[Pair]:
    """Return pairs in the order of the panel, those of one tree side by side, the first reading of a value first."""
    return sorted(pairs, key=lambda pair: (order[tree_of(pair[0])], order[base_of(pair[0])], pair[1], pair[0]))
