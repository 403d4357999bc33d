"""What a published trial gave its patients: read from the title and the sentences about design and methods."""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import islice

from desktop.facets.drugs.bare_records import told_of_codes
from desktop.facets.drugs.beside_chemotherapy import beside_chemotherapy
from desktop.facets.drugs.care_in_titles import care_in_titles, care_named, tells_nothing
from desktop.facets.drugs.controls import Controls
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.markers_studied import MARKER_STUDIED, markers_studied, without_counted_cells
from desktop.facets.drugs.mentions import Mention, NamedDrugs
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.own_design import OwnDesign
from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms
from desktop.facets.drugs.titles import Titles, guiding_tests
from desktop.facets.drugs.unspecified import UNSPECIFIED, without_unspecified
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import Reading, Span
from desktop.facets.small_letters import lowered

_ENTRY = "entry"
"""Parts of an abstract that tell who may enter: few of their sentences give anything."""
_DONE = frozenset(("methods", "design", "treatment"))
_METHODS = _DONE | {"interventions", "aims", "introduction", "people", "setting", _ENTRY}
_RESULTS = frozenset(("results", "conclusions", "limits", "outcomes"))
_BEGINS_WITH_BACKGROUND = frozenset(("background", "introduction"))
_MAY_BEGIN_WITH_BACKGROUND = _BEGINS_WITH_BACKGROUND | {"aims"}
_GROUPS = TREATMENT_GROUPS | {"comparator"}
_CLASSES = ("placebo", "radiotherapy", "radiopharmaceutical", "imaging_agent", "other_procedure")
_MOST_SENTENCES = 500  # an abstract has some twenty
_WIDEST_GAP = 2  # characters between two stretches of one list
_ITEM_END = ";"
_NEAR_A_DOSE = 12  # characters behind a name within which its dose stands
_STANDARD = "standard_of_care"
_PLACEBO = "placebo"
_TELL_OF_OUTCOMES = ("class_word:measured_level",)  # "Elevated plasma level predicts survival"
_BESIDE_OBSERVED = ("diagnostics", "comparator")
_SCREENING = "screening"
_GROWTH_FACTOR = "growth_factor"
_SAID_GROUPS = ("radiation_surgery_procedures", "supportive")
_CARE = "behavioural_and_devices"
_TELLING = ("given", "goes_on", "taking", "assigned")


def given_in_publication(reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return what the title and the methods of a publication say patients were given.

    Where a study only observes, looks at markers or tries a growth factor, its patients' usual drugs count.
    """
    given = _Publication(reading, terms).given()
    supports = any(each.class_id == _GROWTH_FACTOR for each in given)
    gives = any(terms.groups.get(each.class_id) not in _BESIDE_OBSERVED for each in given)
    observes = any(each.rule == MARKER_STUDIED for each in given) or _only_observes(reading, terms)
    if not supports and (gives or not observes):
        return given
    observed = _Publication(reading, terms, observed=True).given()
    return without_unspecified([*given, *(each for each in observed if terms.treats_cancer(each.class_id))], terms)


def _only_observes(reading: Reading, terms: DrugTerms) -> bool:
    observing = for_small_letters(terms.vocabulary.wording.observing)
    told_in = (name for name in reading.sections if name == "title" or name.startswith("abstract"))
    return any(observing.search(reading.lowered(name)) for name in told_in)


class _Publication:
    """Hold the sentences of a publication in which patients may be given something."""

    def __init__(self, reading: Reading, terms: DrugTerms, *, observed: bool = False) -> None:
        self.reading = reading
        self.terms = terms
        self.named = NamedDrugs(reading, terms, observed=observed)
        self.controls = Controls(reading, terms, self.named)
        self.telling = (*_TELLING, "received_by") if observed else _TELLING
        self.spans = list(islice(self._spans(), _MOST_SENTENCES))

    def given(self) -> list[Given]:
        """Return the drugs and the allocated treatments without a drug."""
        found = self._named_in_sentences()
        drugs = any(each.specific and self.terms.treats_cancer(each.class_id) for each in found)
        known = {each.class_id for each in found}
        if any(each.drug in self.terms.vocabulary.wording.vehicles for each in found):
            known.add(_PLACEBO)  # saline is what the controls have
        allocated = self._without_a_drug(known, drugs=drugs)
        guiding = guiding_tests(self.reading, self.terms, known)
        codes = told_of_codes(self.named, known)
        given = without_unspecified([*found, *allocated, *guiding, *codes], self.terms)
        given += beside_chemotherapy(self.named, self.spans, given)
        if tells_nothing({each.class_id for each in given}):
            studied = Titles(self.reading, self.terms, known).studied()
            given = [*given, *(each for each in studied if each.rule not in _TELL_OF_OUTCOMES)]
        # "Screening" says neither what looks for cancer nor that women are taught.
        given = [each for each in given if each.evidence.quote.casefold() != _SCREENING]
        classes = {each.class_id for each in given}
        care = [*care_in_titles(self.reading, self.terms, classes), *self._care_tried(classes)]
        markers = markers_studied(self.reading, self.spans, self.terms.vocabulary.wording, classes)
        return without_counted_cells([*given, *care, *markers])

    def _care_tried(self, known: set[str]) -> list[Given]:
        """Return the care that a title says is tried beside the drugs that its patients have ("Exercise during …")."""
        groups = self.terms.groups
        if tells_nothing(known) or any(groups.get(each) == _CARE for each in known):
            return []
        return [each for each in care_named(self.reading, self.terms) if groups.get(each.class_id) == _CARE]

    def _named_in_sentences(self) -> list[Given]:
        """Return the drugs of the sentences that tell what is given, each where it is named first."""
        found: dict[str, Given] = {}
        allocated_in: set[str] = set()
        told: Span | None = None
        for span in self.spans:
            names_more = self._names_more_than(found.keys(), span)
            # Whether a sentence tells is costly to say, and matters only for its drugs and the next item of its list.
            matters = names_more or span.text.rstrip().endswith(_ITEM_END)
            tells = matters and (self._tells(span) or (told is not None and self._goes_on(told, span)))
            told = span if tells else None
            for mention in self._given_by(span) if tells and names_more else ():
                found.setdefault(mention.drug.name, self.named.as_given(span.section, mention))
                if span.section == "title" or self.named.words(span).says(*self._of_fields(span)):
                    allocated_in.add(mention.drug.name)
        if any(each.specific and self.terms.treats_cancer(each.class_id) for each in found.values()):
            return list(found.values())
        # Prose speaks of "chemotherapy" for many reasons where nothing else treats cancer.
        return [each for name, each in found.items() if each.class_id not in UNSPECIFIED or name in allocated_in]

    def _given_by(self, span: Span) -> Iterator[Mention]:
        """Yield the drugs that a sentence says are given."""
        for mention, said in self.named.given(span.section, span.start, span.end, self._wanted):
            in_bodies = mention.drug.name in self.terms.vocabulary.wording.body_substances
            if in_bodies and span.section != "title" and said.start < 0:
                continue
            follows = mention.drug.class_id in UNSPECIFIED and self._follows_a_name(span.section, mention)
            if not follows and not self._is_only_spoken_of(span, mention, told=said.start >= 0):
                yield mention

    def _without_a_drug(self, known: set[str], *, drugs: bool) -> list[Given]:
        """Return the allocated treatments that are no drugs, beside those of the ``known`` classes."""
        # Next to a placebo "the control group" names who has it; next to named drugs "their choice" names nothing more.
        allocated = [
            each
            for each in self._allocated(known)
            if not (drugs and self.controls.is_only_a_choice(each))
            and not (self.controls.is_control(each) and self.controls.names_what_they_have(each, known))
        ]
        allocated = [each for each in allocated if not (drugs and self.controls.names_its_choice(each))]
        return [*allocated, *self._chosen({*known, *(each.class_id for each in allocated)})]

    def _of_fields(self, span: Span) -> tuple[str, ...]:
        """Return the kinds of words that give what a field of treatment names ("chemotherapy")."""
        return ("assigned",) if span.section == "abstract" else self.telling

    def _is_only_spoken_of(self, span: Span, mention: Mention, *, told: bool) -> bool:
        """Tell whether a field of care is named in an abstract without words that give it ("a supportive therapy")."""
        fields = self.terms.vocabulary.wording.umbrellas
        supportive = not self.terms.treats_cancer(mention.drug.class_id)
        before = self.reading.kinds_of(span.section) & _BEGINS_WITH_BACKGROUND
        told = told and (not before or self.named.words(span).says("assigned"))
        return span.section != "title" and supportive and mention.drug.name in fields and not told

    def _chosen(self, known: set[str]) -> Iterator[Given]:
        """Yield what a title compares with that others choose, without naming it ("versus investigator's choice")."""
        compared = for_small_letters(self.terms.vocabulary.wording.beside_standard)
        match = compared.search(self.reading.lowered("title")) if _STANDARD not in known else None
        if match:
            evidence = self.reading.evidence("title", match.start("what"), match.end("what"))
            chosen = Given(None, _STANDARD, evidence, "text:standard_of_care", "stated")
            if not self.controls.names_its_choice(chosen):
                yield chosen

    def _names_more_than(self, found: Collection[str], span: Span) -> bool:
        """Tell whether a sentence names a drug beyond those found."""
        mentions = self.named.between(*self._whole(span.section))
        first = bisect_left(mentions, span.start, key=lambda mention: mention.start)
        after = bisect_left(mentions, span.end, key=lambda mention: mention.start)
        return any(m.drug.name not in found and self._wanted(m.drug) for m in mentions[first:after])

    def _follows_a_name(self, section: str, mention: Mention) -> bool:
        """Tell whether a word for a field of treatment only ends a name ("doxorubicin/docetaxel chemotherapy")."""
        end = len(self.reading.sections[section][: mention.start].rstrip(" -"))
        mentions = self.named.between(*self._whole(section))
        return any(each.end == end and each.drug.specific for each in mentions)

    def _spans(self) -> Iterator[Span]:
        for section in self.reading.sections:
            kinds = self.reading.kinds_of(section)
            if section in ("title", "abstract") or (kinds & _METHODS and not kinds & _RESULTS):
                yield from islice(self.reading.sentences(section), _MOST_SENTENCES)
        yield from OwnDesign(self.reading, self.terms.vocabulary.wording).spans()

    def _wanted(self, drug: Drug) -> bool:
        known = self.terms.groups[drug.class_id] in _GROUPS or drug.class_id in _CLASSES
        return known and drug.class_id != _STANDARD

    def _tells(self, span: Span) -> bool:
        """Tell whether a sentence is one of methods; an abstract without labels and one of aims leave that open."""
        if for_small_letters(self.terms.vocabulary.wording.end_points_told).search(span.lowered):
            return False
        kinds = self.reading.kinds_of(span.section)
        if _ENTRY in kinds and not kinds & _DONE:
            return for_small_letters(self.terms.vocabulary.wording.given_to_enrolled).search(span.lowered) is not None
        if span.section != "abstract" and not kinds & _MAY_BEGIN_WITH_BACKGROUND:
            return True
        told = self.named.words(span).says(*self.telling) or (span.section == "abstract" and self._tells_doses(span))
        return told and self._is_method(span)

    def _tells_doses(self, span: Span) -> bool:
        """Tell whether a sentence gives the dose of a drug directly behind its name ("all had paclitaxel 80 mg/m2")."""
        doses = for_small_letters(self.terms.vocabulary.wording.doses)
        if not doses.search(span.lowered):
            return False
        low, mentions = self.reading.lowered(span.section), self.named.between(*self._whole(span.section))
        inside = (each for each in mentions if span.start <= each.start < span.end and self._wanted(each.drug))
        return any(doses.search(low, each.end, min(span.end, each.end + _NEAR_A_DOSE)) for each in inside)

    def _whole(self, section: str) -> tuple[str, int, int]:
        return section, 0, len(self.reading.sections[section])

    def _goes_on(self, told: Span, span: Span) -> bool:
        """Tell whether a stretch is the next item of a list that was told ("101 had AC; 91 had docetaxel; …")."""
        follows = told.section == span.section and span.start - told.end <= _WIDEST_GAP
        return follows and told.text.rstrip().endswith(_ITEM_END) and self._is_method(span)

    def _is_method(self, span: Span) -> bool:
        """Tell whether a sentence tells no results; a percentage beside doses is none ("ropivacaine 0.5 %, 25 ml")."""
        wording, low = self.terms.vocabulary.wording, lowered(span.text)
        if for_small_letters(wording.not_a_method).search(low):
            return False
        results = for_small_letters(wording.percentages).search(low)
        return not results or for_small_letters(wording.doses).search(low) is not None

    def _allocated(self, known: set[str]) -> Iterator[Given]:
        """Yield the treatments without a drug to which patients were allocated ("to yoga or to usual care").

        Classes that are ``known`` are not looked for again.
        """
        wording = self.terms.vocabulary.wording
        seen = set(known)
        for span, start, end in self._slots(seen):
            for match in match_intervention(span.plain[start:end], "", self.terms.vocabulary):
                group = self.terms.groups.get(match.class_id)
                allocated = group in wording.allocated_groups and match.is_told
                allocated = allocated and match.drug not in wording.umbrellas
                first = span.start + start + match.start
                given = group not in _SAID_GROUPS or self._is_given(span, first, first + match.end - match.start)
                if allocated and given and match.class_id not in seen:
                    seen.add(match.class_id)
                    evidence = self.reading.evidence(span.section, first, first + match.end - match.start)
                    yield given_by(match, evidence)

    def _is_given(self, span: Span, start: int, end: int) -> bool:
        """Tell whether a sentence gives the local treatment that it names ("radiation", not "radiation dermatitis")."""
        said = self.named.words(span).said_of([(start - span.start, end - span.start)])
        return self.named.is_given(span, start) and said[0].given

    def _slots(self, seen: set[str]) -> Iterator[tuple[Span, int, int]]:
        """Yield the stretches of sentences that name what patients were allocated to, if it may be no drug."""
        wording = self.terms.vocabulary.wording
        rules = self.terms.rules_of_groups(wording.allocated_groups)
        for span in self.spans:
            of_title = span.section == "title"
            in_titles, in_text = (wording.title_slot, wording.title_slot_behind), (wording.allocated, wording.studied)
            patterns = in_titles if of_title else in_text
            if not of_title and not any(each in span.lowered for each in wording.slot_hints):
                continue
            slots = [slot for each in patterns for slot in for_small_letters(each).finditer(span.lowered)]
            for slot in slots if slots and self._tells(span) else ():
                start, end = slot.span("slot")
                low = span.lowered[start:end]
                untreated = _STANDARD not in seen and for_small_letters(wording.untreated_words).search(low)
                if untreated or any(each.rule.class_id not in seen and each.search(low) for each in rules):
                    yield span, start, end
