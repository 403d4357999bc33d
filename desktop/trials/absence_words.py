"""Say in words what a document lacks, for the page of one trial and for the report of an import."""

from collections.abc import Collection, Iterable, Sequence

from desktop.trials.absence import is_empty
from desktop.trials.sources import PARTS, SourceFormat, source_format
from desktop.trials.trial import Trial

_VOWELS = frozenset("AEIOUaeiou")


def absence_in_words(trial: Trial, formats: Iterable[str], parts: Collection[str]) -> str:
    """Say which of these parts a trial's documents lack, and which download has them; "" if they lack none.

    "This download (ClinicalTrials.gov table) has no phase. The JSON download of the same trial has it."

    Args:
        trial: A trial as it is stored.
        formats: The formats of its documents.
        parts: The parts in question (``sources.PARTS``).
    """
    absent = [part for part in trial.absent if part in parts]
    if not absent:
        return ""
    sources = [source_format(each) for each in dict.fromkeys(formats)]
    labels = ", ".join(source.label for source in sources)
    several = len(sources) > 1
    missing = [part for part in absent if is_empty(trial, part)]
    broken = [part for part in absent if part not in missing]
    phrases = []
    if missing:
        phrases.append(f"{'have' if several else 'has'} no {_listed(_named(missing), 'or')}")
    if broken:
        phrases.append(f"{'have' if several else 'has'} the {_listed(_named(broken))} only in part")
    which = "These downloads" if several else "This download"
    fuller = next((source.fuller for source in sources if source.fuller), "")
    remedy = f" {fuller} has {'it' if _is_one(absent) else 'them'}." if fuller else ""
    return f"{which} ({labels}) {' and '.join(phrases)}.{remedy}"


def import_in_words(
    format_: str, trials: int, parts: tuple[Sequence[str], Sequence[str]], counts: Sequence[tuple[str, int]]
) -> str:
    """Say what could not be read from the documents of one format, and which download has it.

    "1,605 trials came from tables of ClinicalTrials.gov, which have no eligibility criteria: HER2 status could not be
    read for 1,433 of them, ECOG maximum for 1,605. The JSON download has what is missing: …"

    Args:
        format_: The format.
        trials: How many trials came in it.
        parts: (parts that all of them lack, parts that some of them lack); together at least one.
        counts: (label of a facet, number of trials for which it could not be read); at least one.
    """
    source = source_format(format_)
    everywhere, sometimes = parts
    if trials == 1:
        came, have = f"1 trial came from {_with_article(source.label)}", "has"
        unread = f"{_listed([_inside(label) for label, _ in counts])} could not be read"
    else:
        came, have = f"{trials:,} trials came from {source.plural}", "have"
        (label, count), *others = ((_inside(label), count) for label, count in counts)
        rest = (f"{label} for {count:,}" for label, count in others)
        unread = ", ".join((f"{label} could not be read for {count:,} of them", *rest))
    if everywhere:
        came += f", which {have} no {_listed(_named(everywhere, source), 'or')}"
    if sometimes:
        came += f"; some have no {_listed(_named(sometimes, source), 'or')}"
    return f"{came}: {unread}. {source.remedy}".rstrip()


_LONG = ("eligibility", "interventions")
_PLURAL = ("eligibility", "conditions", "interventions", "sites")


def _with_article(label: str) -> str:
    """Return a label behind "a" or "an", as it is spoken: "EU" begins like "you"."""
    return f"{'an' if label[0] in _VOWELS and not label.startswith('EU') else 'a'} {label}"


def _named(parts: Sequence[str], source: SourceFormat | None = None) -> list[str]:
    """Return the names of parts; a part that a format shortens is called not complete."""
    cuts = source is not None and source.cuts
    return [f"complete {PARTS[part]}" if cuts and part in _LONG else PARTS[part] for part in parts]


def _listed(words: Sequence[str], joint: str = "and") -> str:
    *first, last = words
    return f"{', '.join(first)} {joint} {last}" if first else last


def _inside(label: str) -> str:
    """Return a label as it is written inside a sentence: "phase", but "HER2 status"."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _is_one(parts: Sequence[str]) -> bool:
    return len(parts) == 1 and parts[0] not in _PLURAL
