"""The other names of a drug that somebody searches for: T-DXd is DS-8201 is Enhertu."""

from desktop.facets.drugs.rows import DrugVocabulary
from desktop.facets.drugs.terms import drug_terms, key_of

_SHORTEST = 5
_MOST = 30


def other_names(name: str, vocabulary: DrugVocabulary) -> tuple[str, ...]:
    """Return the other names of the drug with a name, the preferred one first; none for a name that is no drug's.

    Names that mean something else elsewhere ("AC") and very short ones are left out: they would find other things.
    """
    drug = drug_terms(vocabulary).by_key.get(key_of(name))
    if drug is None or not drug.specific:
        return ()
    known = {key_of(name)}
    names = []
    for each in (drug.name, *drug.synonyms):
        if len(each) >= _SHORTEST and each not in drug.whole_only and key_of(each) not in known:
            known.add(key_of(each))
            names.append(each)
    return tuple(names[:_MOST])
