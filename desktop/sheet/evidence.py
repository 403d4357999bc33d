"""Show every value of a trial with the sentences from which it was read, and the facets without a value."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.sheet.parts import JOINT, Item, Quote, Reading, Readings, plain
from desktop.sheet.passages import Passages, place_of
from desktop.sheet.remarks import decided_in_words
from desktop.sheet.subject import DRUGS, Subject
from desktop.sheet.value_changes import values_before
from desktop.sheet.wording import Wording
from desktop.trials.absence_words import absence_in_words
from desktop.trials.date_words import day_in_words
from desktop.trials.evidence_sentence import Sentence, evidence_sentence, exclusion_words, section_name
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED
from desktop.trials.finding import Finding

MOST_QUOTES = 3
"""The number of sentences that are shown for one value."""
_SILENT = (NOT_IN_DOCUMENT, NOT_STATED)
_BASIS = {"implied": "implied by an exclusion", "derived": "follows from another value"}


def readings_of(subject: Subject, words: Wording, passages: Passages) -> Readings | None:
    """Return the values of a trial with their evidence; None if no facet has a value.

    The user's corrections come first, each followed by the values that it replaces.
    """
    made = _Maker(subject, words, passages)
    readings, silent = tuple(made.readings()), tuple(_silent(subject, words))
    return Readings("evidence", readings, silent) if readings or silent else None


@dataclass(frozen=True)
class _Maker:
    """Put the findings of one trial into words."""

    subject: Subject
    words: Wording
    passages: Passages

    def readings(self) -> Iterator[Reading]:
        stored = self.subject.stored
        found = _by_value(stored.findings)
        listed = [facet.id for facet in self.words.facets.all]
        facets = [*listed, *dict.fromkeys(facet for facet, _ in found if facet not in listed)]
        for facet in sorted(facets, key=lambda facet: stored.correction(facet) is None):
            values = [findings for (name, _), findings in found.items() if name == facet]
            shown = sorted(self._shown(facet, values), key=lambda found: not stored.replaces(found[0]))
            first, *others = (*self._own(facet), *map(self._read, shown)) or (None,)
            if first:
                yield replace(first, before=values_before(facet, stored.value_changes, self.words))
                yield from others

    def _shown(self, facet: str, values: list[list[Finding]]) -> Iterable[list[Finding]]:
        """Return the findings grouped by value; the numbers of an interval are one group, replaced values another."""
        known = self.words.facets.by_name.get(facet)
        if not known or not known.interval:
            return values
        both: dict[bool, list[Finding]] = {}
        for findings in values:
            both.setdefault(self.subject.stored.replaces(findings[0]), []).extend(findings)
        return both.values()

    def _own(self, facet: str) -> Iterator[Reading]:
        correction = self.subject.stored.correction(facet)
        if correction:
            labels = JOINT.join(self.words.labels(facet, correction.values)) or "Not stated"
            label, decided = self.words.facet_label(facet), decided_in_words(correction)
            yield Reading(facet, label, labels, own=True, reason=correction.reason, decided=decided)

    def _read(self, findings: list[Finding]) -> Reading:
        first = findings[0]
        apart = list({place_of(finding): finding for finding in reversed(findings)}.values())[::-1]
        return Reading(
            first.facet,
            self.words.facet_label(first.facet),
            JOINT.join(self.words.labels(first.facet, dict.fromkeys(each.value for each in findings))),
            dated=day_in_words(self.subject.trial.registry_date) if first.facet == "status" else "",
            is_replaced=self.subject.stored.replaces(first),
            quotes=tuple(map(self._quote, apart[:MOST_QUOTES])),
            more=max(0, len(apart) - MOST_QUOTES),
        )

    def _quote(self, finding: Finding) -> Quote:
        sentence = evidence_sentence(finding.evidence, self.passages.texts)
        basis = _BASIS.get(finding.basis, finding.basis)
        role = f"role: {finding.role}" if finding.role not in ("", "unknown") else ""
        said = (section_name(finding.evidence.section), finding.cohort, basis, role)
        where, number = " · ".join(filter(None, said)), self.passages.numbers[place_of(finding)]
        cue = _cue_in(sentence, finding, self.passages.texts)
        out = exclusion_words(finding.evidence.section)
        return Quote(sentence.before, sentence.quote, sentence.after, where, finding.rule, number, cue, out)


def _cue_in(sentence: Sentence, finding: Finding, texts: Mapping[str, str]) -> tuple[int, int]:
    """Return (start, end) in a sentence of the words that say for whom the value holds; (0, 0) if there are none."""
    shift = len(sentence.before) - finding.evidence.start
    start, end = (at + shift for at in finding.cue)
    whole = sentence.before + sentence.quote + sentence.after
    cue = texts.get(finding.evidence.section, "")[slice(*finding.cue)]
    return (start, end) if cue and start >= 0 and whole[start:end] == cue else (0, 0)


def _by_value(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """Return {(facet, value): findings}; a drug is omitted if its class was read from the same words.

    The kind of record is omitted too: it is known from the layout of the document, not from words.
    """
    findings = tuple(findings)
    classes = {finding.evidence for finding in findings if finding.facet == "drug_classes"}
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.facet != "kind" and (finding.facet != DRUGS or finding.evidence not in classes):
            found.setdefault((finding.facet, finding.value), []).append(finding)
    return found


def _silent(subject: Subject, words: Wording) -> Iterator[Item]:
    """Yield the facets without a value: first those for which the documents have no place, and why; then the others."""
    stored, shown = subject.stored, [facet for facet in words.facets.all if not facet.of_record]
    own = {correction.facet for correction in stored.corrections}
    silent = {
        value: [f for f in shown if subject.values.get(f.id) == (value,) and f.id not in own] for value in _SILENT
    }
    if absent := silent[NOT_IN_DOCUMENT]:
        parts = {part for facet in absent for part in facet.reads}
        why = absence_in_words(stored.trial, (source.format for source in stored.sources), parts)
        without = f"Therefore without a value: {', '.join(facet.label for facet in absent)}"
        yield Item(plain(f"Not in this download: {why}"), (without,))
    if others := silent[NOT_STATED]:
        yield Item(plain(f"Not stated: {', '.join(facet.label for facet in others)}"))
