"""The present filters, one chip each; a click removes the filter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

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
_Key = tuple[object, ...]


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
        self._before: dict[_Key, QWidget] = {}
        self._shown: dict[_Key, QWidget] = {}
        """The chips of the query before and of the present one; a chip that stays need not be made again."""
        self.setContentsMargins(10, 7, 10, 7)
        self.hide()

    def show_query(self, query: TrialQuery, other_names: Callable[[str], Sequence[str]] = lambda _term: ()) -> None:
        """Show the chips of a query: facets in the order of the panel, the words last.

        An "or" stands between chips of which one is enough.
        ``other_names`` returns the other names that are searched for with a word; a chip can switch them off.
        """
        self._before, self._shown = self._shown, {}
        order = {facet.id: place for place, facet in enumerate((*self._facets.all, *self._facets.searched))}
        tree = ""
        for facet, value in _in_order(query.selected, order):
            if tree_of(facet) == tree:
                self._put(("or", facet, value), self._or)
            tree = tree_of(facet)
            self._put(("selected", facet, value), partial(self._pair, facet, value, excluded=False))
        for facet, value in _in_order(query.excluded, order):
            self._put(("excluded", facet, value), partial(self._pair, facet, value, excluded=True))
        if query.text:
            self._put(("text", query.text), partial(self._text, query.text))
            groups = term_groups(query.text, other_names)
            for term in dict.fromkeys(term for group in groups for term in (" ".join(group), *group)):
                if names := other_names(term):
                    self._put(("names", term, *names), partial(self._names, term, names))
            for offer in self._words.offers(query)[:_OFFERS_SHOWN]:
                self._put(("offer", offer), partial(self._offer, offer))
        if query.across_cohorts:
            self._put(("cohorts",), self._cohorts)
        is_shown = query.across_cohorts or not query.is_empty()
        if is_shown:
            self._put(("clear",), self._clear)
        self._flow.hold(list(self._shown.values()))
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

    def _put(self, key: _Key, make: Callable[[], QWidget]) -> None:
        """Show the chip with this key, which says all that it shows: the one that is there, else a new one."""
        self._shown[key] = self._before.get(key) or make()

    def _pair(self, facet: str, value: str, *, excluded: bool) -> QWidget:
        known = self._facets[facet]
        label = known.short_of(value)
        if known.second and facet.endswith(SECOND):
            label = f"{label} ({known.second.suffix})"
        words = self.tr("not: {0}").format(label) if excluded else f"{known.short}: {label}"
        chip = self._chip(words)
        chip.setProperty("excluded", excluded)
        show_tip(chip, f"{self._facets[facet].label}: {self._facets[facet].label_of(value)}")
        chip.clicked.connect(lambda: self.dropped.emit(facet, value))
        return chip

    def _or(self) -> QWidget:
        word = QLabel(self.tr("or"), self)
        word.setObjectName("muted")
        return word

    def _text(self, text: str) -> QWidget:
        chip = self._chip(self.tr("Text: {0}").format(text))
        chip.clicked.connect(self.text_dropped)
        return chip

    def _names(self, term: str, names: Sequence[str]) -> QWidget:
        more = f" +{len(names) - _NAMES_SHOWN}" if len(names) > _NAMES_SHOWN else ""
        chip = self._chip(self.tr("also: {0}").format(f"{', '.join(names[:_NAMES_SHOWN])}{more}"))
        listed = ", ".join(names)
        show_tip(chip, self.tr("Other names of {0}: {1}\nClick to find this very word").format(term, listed))
        chip.clicked.connect(lambda: self.names_dropped.emit(term))
        return chip

    def _cohorts(self) -> QWidget:
        chip = self._chip(self.tr("All cohorts together"))
        words = self.tr(
            "The values may come from different cohorts of a trial.\nClick to ask for one cohort that has all."
        )
        show_tip(chip, words)
        chip.clicked.connect(self.cohorts_parted)
        return chip

    def _offer(self, offer: FilterOffer) -> QWidget:
        link = QPushButton(self.tr("Filter instead: {0}").format(offer.label).replace("&", "&&"), self)
        link.setObjectName("link")
        said = self.tr("“{0}” is searched for as words.\nClick to filter by {1} instead").format(
            offer.words, offer.label
        )
        show_tip(link, said)
        link.clicked.connect(lambda: self.filter_asked.emit(offer.query))
        return link

    def _chip(self, words: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("chip")
        # An ampersand in a search text is not a mnemonic.
        chip.setText(f"{words.replace('&', '&&')}  ✕")
        chip.setAccessibleName(self.tr("Drop the filter {0}").format(words))
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return chip

    def _clear(self) -> QWidget:
        clear = QPushButton(self.tr("Clear all"), self)
        clear.setObjectName("link")
        clear.clicked.connect(self.cleared)
        return clear


def _in_order(pairs: Iterable[Pair], order: Mapping[str, int]) -> list[Pair]:
    """Return pairs in the order of the panel, those of one tree side by side, the first reading of a value first."""
    return sorted(pairs, key=lambda pair: (order[tree_of(pair[0])], order[base_of(pair[0])], pair[1], pair[0]))
