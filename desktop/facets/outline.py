"""The outline of a trial: what its record says of it besides the disease of those who enter."""

import re
from dataclasses import dataclass

from desktop.facets.entry.sayings import Phrasebook
from desktop.facets.entry.settings import is_of_breast, of_disease
from desktop.facets.reading import TITLES, Reading

_PURPOSE = re.compile(r"purpose:\s*(\w+)", re.IGNORECASE)
_TELLS_DISEASE = ("title", "official_title", "conditions", "keywords", "brief_summary")
_LISTS = ("conditions", "keywords")
_DENIES = frozenset(("not", "other_malignancy"))
_TREATMENTS = frozenset(("drug", "biological", "radiation", "combination product", "genetic"))
_LABORATORY = frozenset(("genetic",))  # where nothing is tried, the genes of those who enter are looked at
_SWALLOWED = frozenset(("drug", "biological", "dietary supplement"))
_NO_TREATMENTS = frozenset(("procedure", "device", "diagnostic test", "behavioral"))


@dataclass(frozen=True)
class Outline:
    """Hold what a trial is registered as, and what it gives.

    ``purpose`` is the registry's own in small letters, "" if it names none. ``treats`` tells whether the trial gives
    more than an operation, ``of_breast`` whether it tells of the breast, ``about_cancer`` whether it names a cancer,
    ``gives_care`` whether all it gives treats complaints, ``gives_drug`` whether it registers a drug, or names one
    where it registers nothing, ``irradiates`` whether it registers radiation and no drug, or is an article on nothing
    else, ``against_cancer`` whether it gives a drug against the cancer, ``operates`` whether it tries nothing but an
    operation, ``published`` whether it is an article, ``keeps_well`` whether it is one about the habits of people
    who are without cancer, and ``of_other_cancers`` whether its conditions name another cancer.
    """

    purpose: str = ""
    treats: bool = False
    of_breast: bool = False
    about_cancer: bool = False
    gives_care: bool = False
    gives_drug: bool = False
    irradiates: bool = False
    against_cancer: bool = False
    operates: bool = False
    published: bool = False
    keeps_well: bool = False
    of_other_cancers: bool = False


def outline_of(
    reading: Reading,
    book: Phrasebook,
    *,
    gives_care: bool,
    against_cancer: bool,
    irradiates: bool,
    operates: bool,
    substances: bool,
) -> Outline:
    """Return the outline of a trial, of whose drugs it is known already what they are given for.

    ``substances`` tells whether its text names any drug or supplement that is given.
    """
    of_breast, about_cancer = tells_of_breast(reading, book), _names_cancer(reading, book)
    purpose, kinds = _purpose(reading), _kinds(reading)
    published = reading.trial.kind == "publication"
    return Outline(
        purpose=purpose,
        treats=_treats(reading, purpose, kinds),
        of_breast=of_breast,
        about_cancer=about_cancer,
        # What is given tells nothing of the cancer where none is named.
        gives_care=gives_care and of_breast and about_cancer,
        gives_drug=bool(kinds & _SWALLOWED) or (substances and not kinds),
        irradiates=("radiation" in kinds and not kinds & _SWALLOWED) or (irradiates and published),
        against_cancer=against_cancer,
        operates=operates,
        published=published,
        of_other_cancers=book.hints["other_cancer"].search(reading.lowered("conditions")) is not None,
        keeps_well=not substances and _keeps_well(reading, book),
    )


def tells_of_breast(reading: Reading, book: Phrasebook) -> bool:
    """Return whether title, conditions or abstract name the breast."""
    told_in = (name for name in reading.sections if name.startswith("abstract"))
    breast = book.hints["breast"]
    return is_of_breast(reading, book) or any(breast.search(reading.lowered(section)) for section in told_in)


def _names_cancer(reading: Reading, book: Phrasebook) -> bool:
    cancer = book.hints["about_cancer"]
    if _is_benign(reading, book):
        return False
    told_in = (section for section in reading.sections if section in _TELLS_DISEASE or section.startswith("abstract"))
    if any(cancer.search(of_disease(reading.lowered(section), book)) for section in told_in):
        return True
    if reading.trial.kind == "publication" or any(section in reading.sections for section in _LISTS):
        return False
    # Where no list tells of a disease, those who enter tell what it is about.
    asked = (span for section in ("inclusion_criteria", "eligibility") for span in reading.hinted(section, cancer))
    return any(_DENIES.isdisjoint(book.kinds(span.plain)) for span in asked)


def _is_benign(reading: Reading, book: Phrasebook) -> bool:
    """Tell whether titles name a benign disease of the breast, and nothing of cancer."""
    titles = [reading.lowered(section) for section in TITLES]
    benign, malignant = book.hints["benign"].search, book.hints["malignant"].search
    return any(map(benign, titles)) and not any(map(malignant, titles))


def _keeps_well(reading: Reading, book: Phrasebook) -> bool:
    """Tell whether the title of an article names habits, and cancer is told of nobody, but as a risk or as screened."""
    title = reading.lowered("title")
    if reading.trial.kind != "publication" or not book.hints["habits"].search(title):
        return False
    texts = [title, *(reading.lowered(each) for each in reading.sections if each.startswith("abstract"))]
    screened = book.hints["no_care"].search(title) is not None
    to_come, known = book.hints["cancer_to_come"].search, book.hints["cancer_known"].search
    return (screened or any(map(to_come, texts))) and not any(map(known, texts))


def _purpose(reading: Reading) -> str:
    found = _PURPOSE.search(reading.sections.get("design", ""))
    return found[1].lower() if found else ""


def _treats(reading: Reading, purpose: str, kinds: frozenset[str]) -> bool:
    """Return whether the trial gives a treatment other than an operation, as far as the record says."""
    observes = "observational" in reading.trial.study_type.lower()
    kinds -= _LABORATORY if observes else frozenset()
    if kinds and kinds <= _NO_TREATMENTS:
        return False
    if reading.trial.kind == "publication" or purpose in ("treatment", "prevention") or kinds & _TREATMENTS:
        return True
    return not (kinds or observes)


def _kinds(reading: Reading) -> frozenset[str]:
    """Return the kinds of the registered interventions in small letters."""
    return frozenset(each.kind.lower().replace("_", " ") for each in reading.trial.interventions if each.kind)
