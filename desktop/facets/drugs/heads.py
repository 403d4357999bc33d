"""Concepts of a thesaurus that some records list as interventions beside the drugs below them ("Enzyme Inhibitor")."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.registered import Registered
from desktop.facets.drugs.rows import NOT_CLASSIFIED
from desktop.facets.drugs.terms import TREATMENT_GROUPS, DrugTerms, key_of
from desktop.facets.reading import Reading
from desktop.trials.trial import Intervention

_HEADS = "heads_of_a_thesaurus"
_FEWEST = 2  # heads of which nothing is given; one alone may be what somebody registered


def without_heads(registered: Sequence[Registered], reading: Reading, terms: DrugTerms) -> Iterator[Registered]:
    """Yield the interventions of a trial without the concepts above its drugs, where a record lists such concepts.

    An arm lists its own drugs first: a bare class behind the last of them, or behind a head, is no product.
    """
    interventions = [intervention for intervention, _ in registered]
    heads = {each.name for each in interventions if _is_head(each.name, terms)}
    if len(heads) < _FEWEST:
        yield from registered
        return
    by_name = {_plain(each.name): each for each in interventions}
    lists = [[_listed(name, by_name) for name in arm.interventions] for arm in reading.trial.arms]
    listed = [[each for each in one if each] for one in lists if any(one)] or [interventions]
    above = heads.union(*(_above(one, heads, terms) for one in listed))
    yield from (each for each in registered if each[0].name not in above)


def _listed(name: str, by_name: Mapping[str, Intervention]) -> Intervention | None:
    """Return the intervention that an arm lists, with its type before it or without."""
    return by_name.get(_plain(name)) or by_name.get(_plain(name.partition(": ")[2]))


def _is_head(name: str, terms: DrugTerms) -> bool:
    rule = terms.ambiguous.get(key_of(name))
    return rule is not None and rule.id == _HEADS


def _above(listed: Sequence[Intervention], heads: Collection[str], terms: DrugTerms) -> Iterator[str]:
    """Yield the bare classes that an arm lists behind its last drug or behind the first head."""
    drugs = [place for place, each in enumerate(listed) if _is_drug(each, terms)]
    first = next((place for place, each in enumerate(listed) if each.name in heads), len(listed))
    reach = min(first, drugs[-1]) if drugs else first
    for place, each in enumerate(listed):
        if place >= reach and place not in drugs and not each.description and _is_class(each, terms):
            yield each.name


def _is_drug(intervention: Intervention, terms: DrugTerms) -> bool:
    found = match_intervention(intervention.name, intervention.kind, terms.vocabulary)
    named = [each for each in found if each.drug and each.specific]
    return any(terms.groups.get(each.class_id) in TREATMENT_GROUPS for each in named)


def _is_class(intervention: Intervention, terms: DrugTerms) -> bool:
    """Tell whether a name is nothing but a class of drugs or of treatments, or unknown."""
    found = match_intervention(intervention.name, intervention.kind, terms.vocabulary)
    return all(
        each.class_id == NOT_CLASSIFIED
        or each.drug in terms.vocabulary.wording.umbrellas
        or terms.groups.get(each.class_id) in TREATMENT_GROUPS
        for each in found
    )


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
