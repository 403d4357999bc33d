"""Make the sheet of a trial: everything that is shown of it, in order and in words."""

from collections.abc import Collection, Iterable, Iterator

from desktop.sheet.cohorts import cohorts_of
from desktop.sheet.evidence import readings_of
from desktop.sheet.facts import KINDS, LONG_FACETS, SHORT_FACETS, facet_fact, fact_of
from desktop.sheet.my_sites import mine_first, sites_here
from desktop.sheet.parts import JOINT, Block, Fact, Facts, Item, Items, Paragraphs, Part, Sheet, Table, Text, plain
from desktop.sheet.passages import Passages
from desktop.sheet.places import item_places, reworded_places
from desktop.sheet.remarks import correction_in_words, warnings_of
from desktop.sheet.sources import changes_of, sources_of
from desktop.sheet.subject import Subject
from desktop.sheet.treatment import treatment_of
from desktop.sheet.wording import Wording
from desktop.trials.evidence_sentence import section_name
from desktop.trials.identifiers import shown_number
from desktop.trials.sections import sections
from desktop.trials.trial import Outcome, OutcomeRank, Site, Trial

BRIEF = "brief_summary"
_WITHOUT_HEADING = (BRIEF, "abstract")
_MOST_CITIES = 12
_RANKS: tuple[OutcomeRank, ...] = ("primary", "secondary", "other")


def sheet_of(subject: Subject, words: Wording, parts: Collection[str] = ()) -> Sheet:
    """Return a trial in words; ``parts`` are the ids of the parts to include, all if empty."""
    trial, stored = subject.trial, subject.stored
    texts = sections(trial)
    # The kind of record is known from the layout of the document, not from its words.
    findings = [each for each in stored.findings if each.facet != "kind"]
    passages = Passages(texts, findings, reworded_places(trial, texts, words.codes))
    return Sheet(
        kind=trial.kind.capitalize(),
        title=trial.title or "No title",
        identifiers=subject.identifiers or (subject.identifier,),
        corrections=tuple(correction_in_words(each, words) for each in stored.corrections),
        warnings=warnings_of(stored, words),
        values=tuple(filter(_is_told, (facet_fact(facet, subject, words) for facet in (*SHORT_FACETS, *LONG_FACETS)))),
        parts=tuple(_parts(subject, words, passages, parts)),
        places=passages.places,
        lengths=passages.lengths,
    )


def _parts(subject: Subject, words: Wording, passages: Passages, wanted: Collection[str]) -> Iterator[Part]:
    trial, stored = subject.trial, subject.stored
    readings = readings_of(subject, words, passages)
    candidates: tuple[tuple[str, str, Iterable[Block]], ...] = (
        ("facts", "Key facts", _facts(subject, words, passages)),
        ("changes", "What changed", changes_of(stored, words)),
        ("evidence", "Evidence", (readings,) if readings else ()),
        ("cohorts", "Cohorts", cohorts_of(subject, words)),
        ("summary", _narrative_heading(trial), _narrative(trial, passages)),
        ("arms", "Treatment", treatment_of(subject, words, passages)),
        ("eligibility", "Eligibility", _eligibility(trial, passages)),
        ("outcomes", "Outcomes", _outcomes(trial)),
        ("sites", "Sites and contacts", _sites_and_contacts(trial, words)),
        ("publications", "Publications", _named("publications", stored.publications)),
        ("reported", "Reports on", _named("reported", stored.reported)),
        ("sources", "Sources", sources_of(stored, words)),
    )
    for name, heading, blocks in candidates:
        if (not wanted or name in wanted) and (held := tuple(blocks)):
            yield Part(name, heading, held)


def _facts(subject: Subject, words: Wording, passages: Passages) -> Iterator[Facts]:
    facts = (fact_of(kind, subject, words, passages) for kind in KINDS.values())
    yield Facts("facts", tuple(filter(_is_told, facts)))


def _is_told(fact: Fact) -> bool:
    return bool(fact.values or fact.replaced)


def _narrative_heading(trial: Trial) -> str:
    if trial.kind == "publication":
        return "Abstract"
    return "Summary" if any(section.name == BRIEF for section in trial.narrative) else "Description"


def _narrative(trial: Trial, passages: Passages) -> Iterator[Block]:
    for name in dict.fromkeys(section.name for section in trial.narrative):
        heading = "" if name in _WITHOUT_HEADING else section_name(name).removeprefix("Abstract, ").capitalize()
        if lines := _lines(passages.lines(name)):
            yield Paragraphs(name, heading, lines)


def _lines(lines: Iterable[Text]) -> tuple[Item, ...]:
    return tuple(Item(line) for line in lines if any(piece.words.strip() for piece in line))


def _eligibility(trial: Trial, passages: Passages) -> Iterator[Block]:
    eligibility = trial.eligibility
    lists = (
        ("inclusion_criteria", "Inclusion criteria", eligibility.inclusion),
        ("exclusion_criteria", "Exclusion criteria", eligibility.exclusion),
    )
    for section, heading, criteria in lists:
        places = item_places(trial, section)
        if criteria:
            pairs = zip(criteria, map(passages.part, places), strict=True)
            yield Items(section, heading, tuple(Item(text, level=criterion.level) for criterion, text in pairs))
    if undivided := _lines(passages.lines("eligibility")):
        yield Paragraphs("eligibility", "As the source puts it", undivided)


def _outcomes(trial: Trial) -> Iterator[Block]:
    for rank in _RANKS:
        items = tuple(_outcome(outcome) for outcome in trial.outcomes if outcome.rank == rank)
        if items:
            yield Items(f"{rank}_outcomes", f"{rank.capitalize()} outcomes", items)


def _outcome(outcome: Outcome) -> Item:
    notes = (outcome.description,) if outcome.description else ()
    return Item(plain(outcome.measure), notes, aside=f"[{outcome.time_frame}]" if outcome.time_frame else "")


def _sites_and_contacts(trial: Trial, words: Wording) -> Iterator[Block]:
    contacts = (
        " · ".join(filter(None, (each.name, each.role, each.affiliation, each.phone, each.email)))
        for each in trial.contacts
    )
    if lines := _lines(map(plain, contacts)):
        yield Paragraphs("contacts", "", lines)
    if trial.sites:
        if here := tuple(sites_here(trial.sites, words)):
            yield Items("my_countries", "", tuple(Item(plain(line)) for line in here))
        sites = mine_first(trial.sites, words.mine)
        yield Table("countries", "", ("Country", "Sites", "Places"), (20, 10, 70), tuple(_countries(sites)))
        yield Items("sites", "", tuple(_site(each, words) for each in sites))


def _site(site: Site, words: Wording) -> Item:
    status = words.codes.ordinary(site.status)
    return Item(plain(", ".join(filter(None, (site.facility, site.city, site.state, site.country, status)))))


def _countries(sites: Iterable[Site]) -> Iterator[tuple[tuple[Item, ...], ...]]:
    countries: dict[str, list[Site]] = {}
    for site in sites:
        countries.setdefault(site.country or "Country not stated", []).append(site)
    for country, each in countries.items():
        cells = (country, f"{len(each):,}", _cities(each))
        yield tuple((Item(plain(cell)),) for cell in cells)


def _cities(sites: list[Site]) -> str:
    places = list(dict.fromkeys(site.city or site.facility for site in sites if site.city or site.facility))
    if len(sites) == 1:
        places = [", ".join(filter(None, (sites[0].facility, sites[0].city)))]
    more = len(places) - _MOST_CITIES
    return JOINT.join(filter(None, (*places[:_MOST_CITIES], f"and {more:,} more" if more > 0 else "")))


def _named(name: str, trials: tuple[tuple[str, str], ...]) -> Iterator[Items]:
    if trials:
        yield Items(name, "", tuple(Item(plain(title), key=key, number=shown_number(key)) for key, title in trials))
