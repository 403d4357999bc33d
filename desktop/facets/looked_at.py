"""Whether pictures, or samples of the breast, are those of a cancer that is known, so that none is looked for."""

from desktop.facets.entry.told import Told
from desktop.facets.outline import Outline
from desktop.facets.said_in_places import SaidInPlaces

_TITLE = ("title",)


def is_looked_at(said: SaidInPlaces, outline: Outline) -> bool:
    """Tell whether titles look at a known cancer before its operation, or at what its treatment does.

    Not where the registered purpose tells what the trial is for, nor where a title speaks of prevention.
    """
    if outline.purpose:
        return False
    names = said.names
    before = said.of("pictures_before_surgery", places=_TITLE)
    if any(names("has_cancer", each) for each in before):
        return True
    treated = {each.sentence for each in said.of("therapy", places=_TITLE)}
    looks = said.of("imaging", "screening", places=_TITLE)
    looks = [each for each in looks if outline.gives_drug or each.sentence in treated]
    return any(_is_of_treatment(each, said) for each in looks)


def _is_of_treatment(look: Told, said: SaidInPlaces) -> bool:
    """Tell whether a title looks at what treatment does to a cancer, or to the breast of those who have one."""
    if not said.names("has_cancer", look) or said.names("to_prevent", look):
        return False
    known = said.names("cancer_known", look) or said.names("with_cancer", look)
    return said.names("monitors", look) or (known and said.names("measured", look))
