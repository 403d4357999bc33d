"""Setting: the stage of disease or of care that the trial's patients are in; several may hold."""

from collections.abc import Collection, Iterable

from desktop.facets.aims import Aims
from desktop.facets.behaviour import behaviour_tried
from desktop.facets.entry.sayings import Phrasebook
from desktop.facets.entry.settings import (
    asks_for_known_cancer,
    is_settled,
    of_disease,
    told,
    told_in_criteria,
    told_in_descriptions,
    told_in_exclusions,
    told_in_summary,
    told_of_responses,
)
from desktop.facets.entry.told import Told
from desktop.facets.matching import best
from desktop.facets.metastatic_disease import only_called_advanced
from desktop.facets.outline import Outline, outline_of, tells_of_breast
from desktop.facets.reading import TITLES, Reading
from desktop.facets.said_in_places import SURGERY, SaidInPlaces
from desktop.facets.unlimited_care import without_every_position, without_every_stage
from desktop.facets.weighing import Weighing
from desktop.trials.finding import Finding

_FACET = "setting"
_NAMES = {"screening": "screening_diagnosis", "imaging": "screening_diagnosis", "suspected": "screening_diagnosis"}
_NAMES |= {"supportive": "survivorship_supportive"}
_NAMES |= {"reconstruction": "survivorship_supportive", "pcr": "neoadjuvant", "dfs": "adjuvant", "pfs": "metastatic"}
_OF_METASTATIC = {("brain_metastases", "allowed"), ("brain_metastases", "required")}
_OF_METASTATIC |= {("lines", str(count)) for count in range(1, 9)}
_OF_ENTRY = ("inclusion_criteria", "eligibility")
_LEFT_OPEN = frozenset(("early", "locally_advanced", "dcis"))
_CURED = frozenset(("early", "dcis"))
_BEFORE_LINES = frozenset((*SURGERY, "dcis", "prevention"))
_ANY_CANCER = frozenset(("setting.invasive_or_dcis", "setting.of_either_kind"))
_OF_THE_SEEN = ("title", "criteria", "conditions")
_NAMED = ("title", "conditions")
_LOOKS = frozenset(("imaging", "screening"))
_CURABLE = frozenset((*SURGERY, *_LEFT_OPEN))
_OF_BONES = ("title", "official_title", "brief_summary", "arms", "inclusion_criteria", "primary_outcomes")


def find_setting(
    reading: Reading,
    book: Phrasebook,
    care: Finding | None = None,
    always: Collection[str] = (),
    *,
    bone_agent: Finding | None = None,
    habits: Finding | None = None,
    cancer_drugs: bool = False,
    irradiates: bool = False,
    operates: bool = False,
    substances: bool = False,
) -> list[Finding]:
    """Return the settings with their evidence; none where nothing says a setting.

    ``care`` is what the trial gives if nothing of it treats cancer: it tells of supportive care where no word does. The
    classes ``always`` tell of it even where the title names the stage of the disease. ``cancer_drugs`` tells whether it
    gives a drug against cancer: what is given to those whose tumour is still in the breast is neoadjuvant.
    ``irradiates`` and ``operates`` tell whether it tries nothing but that, ``substances`` whether any drug or
    supplement is given: who takes one is not screened. ``habits`` that are tried in people of a known disease are
    care. A ``bone_agent`` given to people without metastases is care where the trial speaks of the loss of bone.

    Titles, criteria, conditions, summary and the rest are weighed in this order: what a title says of the disease is
    not contradicted by a criterion, and a vaguer word is left out where a closer one is there.
    """
    outline = outline_of(
        reading,
        book,
        gives_care=care is not None,
        against_cancer=cancer_drugs,
        irradiates=irradiates,
        operates=operates,
        substances=substances,
    )
    said = _told(reading, book, outline)
    behaviour = behaviour_tried(reading, book.hints["no_care"]) if outline.about_cancer else None
    aims = Aims(SaidInPlaces(said, book), outline, behaves=behaviour is not None)
    told_by_care = [behaviour] if behaviour and aims.cares_by_what_it_gives else []
    if care and outline.gives_care and (aims.cares_by_what_it_gives or care.value in always):
        told_by_care = [_told_by(care)]
    elif (
        habits
        and aims.of_known_disease
        and not (outline.gives_drug or _decides(reading, book) or _is_placed(habits, said))
    ):
        told_by_care = [_told_by(habits)]
    chosen = _chosen(reading, book, said, aims, outline)
    # Other diseases are advanced or early too: there the sentence itself must name cancer.
    cancer = book.hints["about_cancer"]
    found = [
        _finding(reading, each)
        for each in chosen
        if outline.about_cancer or cancer.search(of_disease(each.saying.unit.span.lowered, book))
    ]
    treats_bones = not cancer_drugs and _have_bone_metastases(book, chosen, said)
    if bone_agent and (treats_bones or _guards_bones(reading, book, {e.value for e in found})):
        told_by_care = [_told_by(bone_agent)]
    return best([*told_by_care, *found])


def _told(reading: Reading, book: Phrasebook, outline: Outline) -> list[Told]:
    """Return what the places of a trial say; descriptions and summary only where the others leave it open."""
    said = told(reading, book)
    if not is_settled(said):
        said += told_in_descriptions(reading, book)
    is_open = outline.treats and not (outline.purpose or outline.against_cancer)
    return said + (told_in_summary(reading, book, said) if is_open else [])


def _chosen(reading: Reading, book: Phrasebook, said: list[Told], aims: Aims, outline: Outline) -> list[Told]:
    """Return what counts of all that is said."""
    aim = aims.told()
    drugs = outline.against_cancer and not (aim or aims.finds)

    def weighed(places: list[Told], aims: Aims) -> list[Told]:
        if aims.cares:
            places = without_every_position(without_every_stage(places), aim)
        return Weighing(SaidInPlaces(places, book), aims, outline, drugs=drugs).disease_and_treatment()

    if _only_looks(aim) and asks_for_known_cancer(reading, book):
        # A cancer that the criteria ask for as known is not looked for, if they tell how far it is.
        seen = [each for each in said if each.place in _OF_THE_SEEN or each.force == "weak"]
        known = Aims(SaidInPlaces(seen, book), outline, known=True)
        if placed := weighed(seen, known):
            if _finds_more(aim, placed, book):
                return [*aim, *placed]
            said, aims, aim = seen, known, []
    chosen = weighed(said, aims)
    left_open = {e.value for e in chosen} <= _LEFT_OPEN and not (chosen and aim)
    open_to = not aim or (aims.cares and not chosen)
    if open_to and outline.of_breast and (only_called_advanced(said) or left_open):
        # Whom the trial leaves out tells the rest.
        left_out = [*told_in_exclusions(reading, book), *told_of_responses(reading, book)]
        chosen = weighed([*said, *left_out], aims)
        if not (chosen or aim) and outline.purpose.startswith("prevention"):
            # Who must never have had the cancer is kept from it.
            chosen = [each._replace(value="prevention") for each in left_out if each.value == "cancer_had"]
    if not (aim or chosen or aims.cares or outline.gives_drug) and outline.of_breast and outline.about_cancer:
        # Who has a lesion that may be a cancer is examined for it.
        chosen = [each for each in told_in_criteria(reading, book, "suspected") if each.value == "suspected"]
    if not _only_looks(aim):
        return [*aim, *(_on_hormones(chosen, reading, book) if aims.cares else chosen)]
    # "Invasive cancer or DCIS" is any cancer that may be looked at; a summary tells what is looked for. Who has a
    # disease of a known extent is not searched for it.
    return [each for each in chosen if each.place in _OF_THE_SEEN and each.saying.rule not in _ANY_CANCER] or aim


def _on_hormones(chosen: list[Told], reading: Reading, book: Phrasebook) -> list[Told]:
    """Return where those who get care stand: who takes hormonal treatment of early disease has it after surgery."""
    values = {each.value for each in chosen}
    if "early" not in values or not values <= _CURED:
        return chosen
    hormones = book.hints["hormones"]
    said = [each for each in told_in_criteria(reading, book, "hormones") if each.value == "taken"]
    taken = [each for each in said if hormones.search(each.words)]
    if not taken:
        return chosen
    return [*(each for each in chosen if each.value != "early"), taken[0]._replace(value="adjuvant")]


def _finds_more(aim: list[Told], placed: list[Told], book: Phrasebook) -> bool:
    """Tell whether pictures are to find how far a cancer is that can be cured, and is known: "extent", "to detect"."""
    finds, maps = book.hints["finds"], book.hints["maps"]
    titles = [each.saying.unit.span.lowered for each in aim if each.place == "title"]
    curable = {each.value for each in placed} <= {"early", "dcis"}
    return curable and any(finds.search(text) and not maps.search(text) for text in titles)


def _decides(reading: Reading, book: Phrasebook) -> bool:
    """Tell whether a title speaks of decisions, screening or genes: what is taught for them is no care."""
    no_care = book.hints["no_care"]
    return any(no_care.search(reading.lowered(section)) for section in TITLES)


def _is_placed(habits: Finding, said: list[Told]) -> bool:
    """Tell whether what is tried is itself the treatment before or after surgery: "an adjuvant diet"."""
    start, section = habits.evidence.start, habits.evidence.section
    placed = (each.saying for each in said if each.value in SURGERY and each.saying.unit.span.section == section)
    return any(each.unit.span.start + each.end + 1 == start for each in placed)


def _only_looks(aim: list[Told]) -> bool:
    """Tell whether a trial is for finding cancer, or for pictures of it, and nothing else."""
    return bool(aim) and {each.value for each in aim} <= _LOOKS


def _guards_bones(reading: Reading, book: Phrasebook, settings: set[str]) -> bool:
    """Tell whether a trial of people who can be cured speaks of the loss of bone."""
    if not settings or not settings <= _CURABLE:
        return False
    places = [each for each in reading.sections if each in _OF_BONES or each.startswith("abstract")]
    bones, cure = book.hints["bones"], book.hints["cure"]
    titles = [reading.lowered(section) for section in TITLES]
    if any(map(cure.search, titles)) and not any(map(book.hints["skeleton"].search, titles)):
        return False
    spoken = ((bones.search(text), cure.search(text)) for text in map(reading.lowered, places))
    # What is measured first is what the drug is given for.
    return any(loss and not (cured and cured.start() < loss.start()) for loss, cured in spoken)


def _have_bone_metastases(book: Phrasebook, chosen: list[Told], said: list[Told]) -> bool:
    """Tell whether title or conditions of a trial of metastatic disease alone speak of metastases of the bones."""
    skeleton = book.hints["skeleton"]
    pictured = any(each.place == "title" and each.value == "imaging" for each in said)  # they are looked at
    return (
        {each.value for each in chosen} == {"metastatic"}
        and not pictured
        and any(skeleton.search(each.words) for each in said if each.place in _NAMED)
    )


def implied_setting(reading: Reading, book: Phrasebook, found: Iterable[Finding]) -> list[Finding]:
    """Return metastatic disease for a breast cancer trial that counts lines for it or takes brain metastases."""
    if not tells_of_breast(reading, book):
        return []
    telling = [each for each in found if (each.facet, each.value) in _OF_METASTATIC and _takes(each)]
    return [
        Finding(_FACET, "metastatic", f"setting.told_by_{each.facet}", "implied", each.evidence) for each in telling[:1]
    ]


def is_curable(found: Iterable[Finding]) -> bool:
    """Tell whether all settings that were found are before or after an operation, or of in situ carcinoma."""
    settings = {each.value for each in found if each.facet == _FACET}
    return bool(settings) and settings <= _BEFORE_LINES


def _takes(each: Finding) -> bool:
    """Tell whether a criterion speaks of those who enter; an exclusion of some brain metastases tells of others."""
    section = each.evidence.section
    return section in _OF_ENTRY or (each.facet == "lines" and section == "exclusion_criteria")


def _told_by(care: Finding) -> Finding:
    return Finding(_FACET, _NAMES["supportive"], "setting.told_by_what_is_given", "derived", care.evidence)


def _finding(reading: Reading, each: Told) -> Finding:
    saying = each.saying
    basis = saying.basis if each.force in ("enrol", "of_another") else "implied"
    quote = reading.quote(saying.unit.span, saying.start, saying.end)
    return Finding(_FACET, _NAMES.get(each.value, each.value), saying.rule, basis, quote, cohort=saying.unit.cohort)
