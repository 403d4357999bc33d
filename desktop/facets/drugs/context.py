"""The class of an unknown name from the record's own words around it ("GI-102, a CD80-IgG4 Fc-IL-2v fusion")."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.terms import DrugTerms, key_of
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import Reading
from desktop.facets.small_letters import lowered
from desktop.trials.finding import Evidence
from desktop.trials.sections import one_below_the_other

_SECTIONS = ("title", "official_title", "arms", "brief_summary", "detailed_description")
_REACH = 120
_NEAR = 10  # letters
_CONJUGATES = "antibody_drug_conjugate"
_LONGEST_NAME = 300
_NUMBERS = (re.compile(r"(?<=[a-z]{2})(?=\d{2})"), " "), (re.compile(r"(?<=[a-z]{2})[ -](?=\d{2})"), "")
_WORD = re.compile(r"[^\W_]+")
# Where a name stands more often, it is told early or not at all.
_MOST_PLACES = 200
_Told = tuple[str, str, Evidence]
# Section, its text in lower case, start, end, place of the name or -1.
_Stretch = tuple[str, str, int, int, int]


def class_told(reading: Reading, name: str, terms: DrugTerms) -> _Told | None:
    """Return class id, rule and evidence for a name the vocabulary does not know, None where nothing is told.

    Read are the intervention's own description and what stands directly before or after the name in titles, arms and
    narrative; in an article only what explains the name behind it ("X is an AKT inhibitor").
    """
    core = _core(name, terms)
    if len(core) < 3:
        return None
    places = _places(reading)
    # Thousands of interventions may bear one name, or names of one beginning.
    if name not in places.told_by_name:
        places.told_by_name[name] = _told(reading, _in_details(places, name, terms), core, terms)
    if core not in places.told_by_core:
        told = (_told(reading, _in_sections(places, each, terms), each, terms) for each in _spellings(core))
        places.told_by_core[core] = next((each for each in told if each), None)
    return places.told_by_name[name] or places.told_by_core[core]


def classes_in_keywords(reading: Reading, terms: DrugTerms, known: Collection[str]) -> Iterator[_Told]:
    """Yield the classes that keywords tell of an unknown drug ("oncolytic virus"), none that is ``known``."""
    conjugates = any(terms.groups.get(each) == _CONJUGATES for each in known)
    low = for_small_letters(terms.vocabulary.wording.disease_words).sub(_blank, reading.lowered("keywords"))
    for each in terms.prose_rules:
        telling = re.search(terms.vocabulary.wording.telling_rules, each.rule.id)
        told = each.rule.class_id in known or (conjugates and terms.groups[each.rule.class_id] == _CONJUGATES)
        match = each.search(low) if telling and not told else None
        if match:
            evidence = reading.evidence("keywords", match.start(), match.end())
            yield each.rule.class_id, f"class_word:{each.rule.id}", evidence
            return


def _told(reading: Reading, stretches: Iterator[_Stretch], core: str, terms: DrugTerms) -> _Told | None:
    for section, low, start, end, place in stretches:
        for each in terms.prose_rules:
            match = each.search(low[start:end])
            if match:
                first, last = start + match.start(), start + match.end()
                if place >= 0:
                    first, last = min(first, place), max(last, place + len(core))
                evidence = reading.evidence(section, first, last)
                return each.rule.class_id, f"class_word:{each.rule.id}", evidence
        if place >= 0 and start >= place + len(core) and (told := _form_of(low, start, end, terms)):
            drug, last = told
            return drug.class_id, f"drug:{drug.name}", reading.evidence(section, place, last)
    return None


def _form_of(low: str, start: int, end: int, terms: DrugTerms) -> tuple[Drug, int] | None:
    """Return the drug of which a clause says that a name is another form of it, and where its own name ends."""
    form_of = for_small_letters(terms.vocabulary.wording.form_of)
    for first, last in terms.inside.spans(low[start:end]):
        drug = terms.by_key.get(key_of(low[start + first : start + last]))
        if drug and form_of.fullmatch(low, start, start + first):
            return drug, start + last
    return None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _core(name: str, terms: DrugTerms) -> str:
    bare = terms.fillers.sub(" ", re.sub(r"[(\[（].*", "", name[:_LONGEST_NAME]))
    words = re.sub(terms.vocabulary.wording.product_words, "", bare.rstrip(), flags=re.IGNORECASE).split()
    words = words or bare.split()
    return lowered(" ".join(words[:3])).strip(" ,.;:®™") if words else ""


def _spellings(core: str) -> Iterator[str]:
    """Yield a name, and its number with a space before it or without ("BAY2416964", "BAY 2416964")."""
    yield core
    for pattern, between in _NUMBERS:
        if (other := pattern.sub(between, core)) != core:
            yield other


def _in_details(places: "_Places", name: str, terms: DrugTerms) -> Iterator[_Stretch]:
    """Yield what the lines about an intervention say first."""
    for begin, end in places.details_of(name):
        yield "intervention_details", places.low_details, begin, _clause_end(places.details, begin, end, terms), -1


def _in_sections(places: "_Places", core: str, terms: DrugTerms) -> Iterator[_Stretch]:
    """Yield what stands directly after and before a name wherever it is mentioned."""
    against, border = for_small_letters(terms.vocabulary.wording.antibodies_against), _border(terms)
    for section, words in places.sections.items():
        low = words.text
        for place in words.places_of(core):
            if against.search(low, max(0, place - _NEAR), place):  # antibodies of patients against the drug
                continue
            told = terms.told_after.match(low, place + len(core))
            if told:
                yield section, low, told.end(), _clause_end(low, told.end(), told.end() + _REACH, terms), place
            if section.startswith("abstract"):
                continue
            begin = max(0, place - 60)
            breaks = [match.end() for match in border.finditer(low, begin, place)]
            yield section, low, max([begin, *breaks]), place, place


class _Places:
    """Know where words and the lines of interventions stand in a trial: looked for once, not once for each name."""

    def __init__(self, reading: Reading) -> None:
        told_in = (*_SECTIONS, *(name for name in reading.sections if name.startswith("abstract")))
        self.sections = {name: _Words(lowered(reading.sections.get(name, ""))) for name in told_in}
        self.details = reading.sections.get("intervention_details", "")
        self.low_details = lowered(self.details)
        self.told_by_name: dict[str, _Told | None] = {}
        self.told_by_core: dict[str, _Told | None] = {}
        self._lines: dict[str, list[tuple[int, int]]] = {}
        for start, end in one_below_the_other(self.details.split("\n")):
            self._lines.setdefault(_before_colon(self.details[start:end]), []).append((start, end))

    def details_of(self, name: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of what the lines that begin with this name tell about it."""
        named = f"{name}: "
        for start, end in self._lines.get(_before_colon(named), ())[:_MOST_PLACES]:
            if self.details.startswith(named, start):
                yield start + len(named), end


class _Words:
    """Hold a text in lower case and where its words begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spaced = text.replace("-", " ")
        self._begins: dict[str, list[int]] = {}
        for word in _WORD.finditer(text):
            self._begins.setdefault(word.group(), []).append(word.start())

    def places_of(self, core: str) -> Iterator[int]:
        """Yield where a name stands as whole words, in order, none overlapping another."""
        core = core.replace("-", " ")
        words = [(self._begins.get(word.group(), []), word.start()) for word in _WORD.finditer(core)]
        if not words:
            return
        # The rarest of its words leads to it soonest: thousands of names may begin with the same one.
        begins, offset = min(words, key=lambda each: len(each[0]))
        done = 0
        for begin in begins[:_MOST_PLACES]:
            place = begin - offset
            after = place + len(core)
            if place >= done and self._spaced.startswith(core, place) and self._is_whole(place, after):
                yield place
                done = after

    def _is_whole(self, begin: int, end: int) -> bool:
        return _WORD.match(self.text, end) is None and (not begin or _WORD.match(self.text, begin - 1) is None)


@lru_cache(maxsize=1)
def _places(reading: Reading) -> _Places:
    return _Places(reading)


def _before_colon(line: str) -> str:
    return line.partition(": ")[0]


@lru_cache(maxsize=4)
def _border(terms: DrugTerms) -> re.Pattern[str]:
    return re.compile(terms.vocabulary.wording.clause_border, re.IGNORECASE)


def _clause_end(text: str, start: int, limit: int, terms: DrugTerms) -> int:
    limit = min(limit, start + _REACH, len(text))
    targets = for_small_letters(terms.vocabulary.wording.two_targets)
    for match in _border(terms).finditer(text, start + 1, limit):
        # "an antibody against PD-1 and VEGF" names two targets of one drug.
        if not (match["joins"] and targets.search(text, start, match.start())):
            return match.start()
    return limit
