"""A trial on the page of its pane."""

from desktop.paths import RESOURCES
from desktop.sheet.describe import sheet_of
from desktop.sheet.parts import Item, Items, Sheet, Text
from desktop.sheet.subject import subject_of
from desktop.sheet.wording import wording
from desktop.templates import template
from desktop.trials.facets import Facets
from desktop.trials.stored import StoredTrial
from desktop.ui.trial_detail.trial_page import TrialPage, trial_page


def sheet(stored: StoredTrial, facets: Facets) -> Sheet:
    """Return a stored trial as a sheet."""
    return sheet_of(subject_of(stored, facets), wording(facets, RESOURCES))


def page(stored: StoredTrial, facets: Facets) -> TrialPage:
    """Return the page of a stored trial."""
    return trial_page(sheet(stored, facets))


def marked(text: Text) -> str:
    """Return a text as the pane shows it, its evidence marked."""
    items = Items("items", "", (Item(text),))
    shown = str(template(RESOURCES, "sheet/blocks.html").module.items(items, True))
    return shown.strip().removeprefix("<ul><li>").removesuffix("</li></ul>")
