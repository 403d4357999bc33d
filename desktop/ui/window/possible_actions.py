"""Which actions can do something now: for the menus, and for the buttons, which are seen before there are menus."""

from desktop.catalogue.catalogue import Catalogue
from desktop.ui.search.search_state import SearchState


def possible_actions(state: SearchState, catalogue: Catalogue) -> dict[str, bool]:
    """Return by id whether an action can do something; the actions that are not in it always can."""
    return {
        "back": state.can_go_back(),
        "forward": state.can_go_forward(),
        "clear_filters": state.query.across_cohorts or not state.query.is_empty(),
        "export": len(catalogue) > 0,
        "delete": len(catalogue) > 0 and not catalogue.read_only,
        **dict.fromkeys(("import_files", "import_folder", "import_text"), not catalogue.read_only),
    }
