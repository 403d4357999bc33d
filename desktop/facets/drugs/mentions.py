"""Drugs named in the texts of a trial, and what the sentences that name them say of them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.own_short_forms import (
    LONGEST_NAME,
    defined_in,
    may_stand_for,
    number_joined_in,
    stands_for_others,
    used_in,
    words_written_for,
)
from desktop.facets.drugs.regimens_in_text import regimens_in
from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.said import Said, Sentence
from desktop.facets.drugs.shortened import shortened_in
from desktop.facets.drugs.terms import DrugTerms, key_of
from desktop.facets.drugs.unspecified import UNSPECIFIED
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import Reading, Span, plain
from desktop.facets.small_letters import lowered
from desktop.trials.finding import Basis, Evidence

_MOST_ITEMS = 8
_REACH = 1_500
_LONGEST_LABEL = 20  # characters
_WIDEST_JOIN = 30  # characters
_BRACKET = re.compile(r"\s?\([^()]{1,30}\)")
"""What may stand between a drug and what is joined to it: "letrozole (2.5 mg) or PBO"."""
_MOST_DEFINED = 200  # abbreviations in brackets; an abstract has some ten
_WIDEST_PURPOSE = 40  # characters
_MADE_OF_OTHERS = ("her2_adc", "trop2_adc", "other_adc", "radiopharmaceutical", "imaging_agent", "cell_or_gene_therapy")


class Mention(NamedTuple):
    """Hold a drug named in a text at ``text[start:end]``; ``rule`` is the vocabulary row."""

    drug: Drug
    start: int
    end: int
    rule: str
    derived: bool = False


class NamedDrugs:
    """Find the drugs that stretches of a trial's sections name; each stretch and sentence is read once."""

    def __init__(self, reading: Reading, terms: DrugTerms, *, observed: bool = False) -> None:
        """Take a trial; ``observed`` where its patients have what they are given anyway (see ``Sentence``)."""
        self.reading = reading
        self.terms = terms
        self._observed = observed
        self._mentions: dict[tuple[str, int, int], list[Mention]] = {}
        self._sentences: dict[str, list[Span]] = {}
        self._words: dict[tuple[str, int], Sentence] = {}

    def between(self, section: str, start: int, end: int) -> list[Mention]:
        """Return the drugs named from start to end in a section, in order; a regimen's drugs stand at one place."""
        key = (section, start, end)
        if key not in self._mentions:
            low, text = self.reading.lowered(section)[start:end], self.reading.sections.get(section, "")[start:end]
            found = list(mentions_in(low, self.terms, start))
            found += [
                Mention(each.drug, start + each.start, start + each.end, each.rule, derived=True)
                for each in regimens_in(text, self.terms)
            ]
            found += short_forms_in(text, found, self.terms, start)
            for drug, first, last in shortened_in(low, self.terms):
                found.append(Mention(drug, start + first, start + last, f"drug:{drug.name}"))
            found = [each for each in found if not (each.derived and self._is_written_otherwise(section, each))]
            for drug, first, last in used_in(text, self._own_short_forms):
                found.append(Mention(drug, start + first, start + last, f"drug:{drug.name}", derived=True))
            self._mentions[key] = sorted(found, key=lambda mention: mention.start)
        return self._mentions[key]

    @cached_property
    def _own_short_forms(self) -> dict[str, tuple[Drug, ...]]:
        """Return the abbreviations that a publication gives its drugs; none that stands for one here, another there."""
        if self.reading.trial.kind != "publication":
            return {}
        found: dict[str, set[tuple[str, ...]]] = {}
        for section, text in self.reading.sections.items():
            if not section.startswith(("title", "abstract")):
                continue
            for short, end in islice(defined_in(text), _MOST_DEFINED):
                before = self.reading.lowered(section)[max(0, end - LONGEST_NAME) : end]
                named = list(mentions_in(before, self.terms))
                last = [each for each in named if each.end == len(before)]
                if last and may_stand_for(short, before[last[-1].start :], last[-1].drug, self.terms):
                    joined = number_joined_in(short, [(each.start, each.end) for each in named], before)
                    meant = named[-joined:] if joined > 1 else last[-1:]
                    found.setdefault(short, set()).add(tuple(each.drug.name for each in meant))
        once = {short: min(names) for short, names in found.items() if len(names) == 1}
        return {short: tuple(map(self.terms.drugs.__getitem__, names)) for short, names in once.items()}

    def _is_written_otherwise(self, section: str, mention: Mention) -> bool:
        """Tell whether the record writes out an abbreviation in words that name no drug of its class."""
        short = self.reading.sections[section][mention.start : mention.end]
        if not mention.drug.specific and stands_for_others(short, mention.drug, self.reading, self.terms, mentions_in):
            return True
        return bool(words_written_for(short, self.reading, lambda words: self._names_class(words, mention.drug)))

    def _names_class(self, words: str, drug: Drug) -> bool:
        return any(each.drug.class_id == drug.class_id for each in mentions_in(lowered(plain(words)), self.terms))

    def given(
        self, section: str, start: int, end: int, wanted: Callable[[Drug], bool]
    ) -> Iterator[tuple[Mention, Said]]:
        """Yield the wanted drugs named from start to end in a section that its sentences say are given, each once."""
        mentions = self.between(section, start, end)
        said: dict[tuple[int, int], Said] = {}
        sentence: Span | None = None
        done = -1
        found: set[str] = set()
        for mention in mentions:
            if mention.drug.name in found or not wanted(mention.drug):
                continue
            if mention.start >= done:
                sentence = self.sentence(section, mention.start)
                done = sentence.end if sentence else end
                said = self._said_in(sentence, mentions) if sentence else {}
            told = said.get((mention.start, mention.end), Said("given"))
            if not told.given or self._is_part(mention, sentence) or self._is_purpose(section, mention):
                continue
            if self._is_labelled(section, mention) or self._is_stratum(mention, sentence):
                continue
            if not (sentence and self._under_other_heading(section, sentence, told)):
                found.add(mention.drug.name)
                yield mention, told

    def is_given(self, span: Span, place: int) -> bool:
        """Tell whether a sentence says that a drug which it names at a place is given; true for what is no drug."""
        mentions = self.between(span.section, 0, len(self.reading.sections[span.section]))
        said = self._said_in(span, mentions)
        return all(told.given for (start, end), told in said.items() if start <= place < end)

    def _is_purpose(self, section: str, mention: Mention) -> bool:
        """Tell whether a field of treatment is only what a drug is for or may be ("RC48 for adjuvant chemotherapy")."""
        if mention.drug.class_id not in UNSPECIFIED:
            return False
        text = self.reading.sections[section]
        if _compiled(self.terms.vocabulary.wording.only_permitted).match(text, mention.end):
            return True
        first = max(0, mention.start - _WIDEST_PURPOSE)
        if _compiled(self.terms.vocabulary.wording.for_a_place).search(text, first, mention.end):
            return True
        purpose = _compiled(self.terms.vocabulary.wording.purpose).search(text, first, mention.start)
        named = purpose and self.between(section, max(0, purpose.start() - _WIDEST_PURPOSE), purpose.start())
        return bool(purpose and named and named[-1].end >= purpose.start() and named[-1].drug.specific)

    def _is_labelled(self, section: str, mention: Mention) -> bool:
        """Tell whether what is given is a tracer made of a drug ("89Zr-trastuzumab")."""
        if mention.drug.class_id in _MADE_OF_OTHERS:
            return False
        text, wording = self.reading.sections[section], self.terms.vocabulary.wording
        before = text[max(0, mention.start - _LONGEST_LABEL) : mention.start]
        if _compiled(wording.labelled_before).search(before):
            return True
        return _compiled(wording.labelled_behind).match(text, mention.end) is not None

    def _is_stratum(self, mention: Mention, sentence: Span | None) -> bool:
        """Tell whether an article names a drug as what allocation is stratified by: most had it before."""
        if sentence is None or self.reading.trial.kind != "publication":
            return False
        before = sentence.lowered[: mention.start - sentence.start][-_REACH:]
        return for_small_letters(self.terms.vocabulary.wording.in_strata).search(before) is not None

    def _is_part(self, mention: Mention, sentence: Span | None) -> bool:
        """Tell whether a sentence names a drug as what another is made of."""
        if sentence is None or mention.drug.class_id in _MADE_OF_OTHERS:
            return False
        return self.words(sentence).is_linked(mention.start - sentence.start, mention.end - sentence.start)

    def _under_other_heading(self, section: str, sentence: Span, told: Said) -> bool:
        """Tell whether an item stands under a line that speaks of another time ("Indicated:", "Earlier treatment:")."""
        joins = self.terms.vocabulary.wording.joins_only
        if told.start >= 0 and not re.search(joins, sentence.plain[told.start : told.end], re.IGNORECASE):
            return False
        first = max(0, sentence.start - _REACH)
        lines = self.reading.sections[section][first : sentence.start].rstrip().split("\n")[-_MOST_ITEMS:]
        end = first + len(self.reading.sections[section][first : sentence.start].rstrip())
        for line in reversed(lines):
            if line.rstrip().endswith(":"):
                heading = self.sentence(section, max(end - 2, 0))
                return heading is not None and self._speaks_of_another_time(heading)
            if not line.strip():
                return False
            end -= len(line) + 1
        return False

    def _speaks_of_another_time(self, heading: Span) -> bool:
        words = self.words(heading)
        return words.says("before", "background", "withheld", "later") and not words.says("given", "assigned")

    def sentence(self, section: str, place: int) -> Span | None:
        """Return the sentence of a section in which a place stands."""
        if section not in self._sentences:
            self._sentences[section] = list(self.reading.sentences(section))
        sentences = self._sentences[section]
        index = bisect_right(sentences, place, key=lambda span: span.start) - 1
        return sentences[index] if index >= 0 else None

    def words(self, span: Span) -> Sentence:
        """Return a sentence word by word."""
        key = (span.section, span.start)
        if key not in self._words:
            giving = self.terms.vocabulary.giving
            self._words[key] = Sentence(span.plain, giving, of_arm=span.section == "arms", observed=self._observed)
        return self._words[key]

    def evidence(self, section: str, mention: Mention) -> Evidence:
        """Return the place of a mention as evidence."""
        return self.reading.evidence(section, mention.start, mention.end)

    def as_given(self, section: str, mention: Mention) -> Given:
        """Return the drug of a mention as given, with its place as evidence."""
        basis: Basis = "derived" if mention.derived else "stated"
        drug, evidence = mention.drug, self.evidence(section, mention)
        return Given(drug.name, drug.class_id, evidence, mention.rule, basis, specific=drug.specific)

    def _said_in(self, sentence: Span, mentions: list[Mention]) -> dict[tuple[int, int], Said]:
        first = bisect_left(mentions, sentence.start, key=lambda mention: mention.start)
        after = bisect_left(mentions, sentence.end, key=lambda mention: mention.start)
        spans = sorted({(mention.start, mention.end) for mention in mentions[first:after]})
        said = self.words(sentence).said_of([(start - sentence.start, end - sentence.start) for start, end in spans])
        return dict(zip(spans, said, strict=True))


def mentions_in(low: str, terms: DrugTerms, offset: int = 0) -> Iterator[Mention]:
    """Yield the drugs named in a text in plain signs and small letters, in order, the longest name at each place.

    ``offset`` is where the text stands in its section.
    """
    vaccine = for_small_letters(terms.vocabulary.wording.vaccine_noun)
    for start, stop in terms.inside.spans(low):
        drug = terms.by_key.get(key_of(low[start:stop]))
        # "NeuVax vaccine" is no vaccine against NeuVax.
        noun = vaccine.match(low, stop) if drug and drug.class_id == "cancer_vaccine" else None
        end = noun.end() if noun else stop
        # A study's number may hold a drug's name on both sides: "CP-MGA271-01".
        inside = all(_joined(low, start, end)) if drug and drug.specific else _inside_a_name(low, start, end)
        if drug and not inside:
            yield Mention(drug, offset + start, offset + end, f"drug:{drug.name}")


def _inside_a_name(text: str, start: int, end: int) -> bool:
    """Tell whether hyphens make words the part of a longer name ("CF33-hNIS-antiPDL1")."""
    return any(_joined(text, start, end))


def _joined(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether hyphens join words to a longer name before and after them."""
    before = start > 1 and text[start - 1] == "-" and text[start - 2].isalnum()
    return before, end + 1 < len(text) and text[end] == "-" and text[end + 1].isdigit()


def short_forms_in(text: str, known: Iterable[Mention], terms: DrugTerms, offset: int = 0) -> Iterator[Mention]:
    """Yield the abbreviations of drugs that signs or words join to ``known`` names of drugs ("palbociclib + ET").

    Two that a plus joins explain each other ("OFS + AI").
    """
    forms = list(_short_forms(terms).finditer(text))
    if not forms:
        return
    joining = terms.vocabulary.wording.joining
    before, after = _compiled(f"(?:{joining})$"), _compiled(joining)
    ends = {mention.end - offset for mention in known}
    ends |= {bracket.end() for end in ends if (bracket := _BRACKET.match(text, end))}
    starts = {mention.start - offset for mention in known}
    of_forms = {form.start() for form in forms}
    plus = _compiled(terms.vocabulary.wording.plus)
    pluses = [plus.match(text, form.end()) for form in forms]
    starts |= {each.end() for each in pluses if each and each.end() in of_forms}
    for form in forms:
        joined = before.search(text, max(0, form.start() - _WIDEST_JOIN), form.start())
        behind = after.match(text, form.end())
        if (joined and joined.start() in ends) or (behind and behind.end() in starts):
            ends.add(form.end())
            drug = terms.drugs[terms.vocabulary.wording.short_in_text[form.group()]]
            yield Mention(drug, offset + form.start(), offset + form.end(), f"drug:{drug.name}", derived=True)


@lru_cache(maxsize=16)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=4)
def _short_forms(terms: DrugTerms) -> re.Pattern[str]:
    names = map(re.escape, sorted(terms.vocabulary.wording.short_in_text, key=len, reverse=True))
    # A name's own letters are looked for first: what stands before it is looked at in few places then.
    return re.compile("|".join(rf"{name}(?<![\w-]{name})(?![\w-])" for name in names) or "(?!)")
