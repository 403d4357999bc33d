"""Find the actions that are possible now, for the menus and for the buttons, which exist before the menus."""

from desktop.catalogue.catalogue import Catalogue
from desktop.ui.search.search_state import SearchState


def possible_actions(state: SearchState, catalogue: Catalogue) -> dict[str, bool]:
    """Return {id of an action: whether it is possible}; actions without an entry are always possible."""
    return {
        "back": state.can_go_back(),
        "forward": state.can_go_forward(),
        "clear_filters": state.query.across_cohorts or not state.query.is_empty(),
        **dict.fromkeys(("export", "print"), len(catalogue) > 0),
        "restore": not catalogue.read_only,
        **dict.fromkeys(("mark_seen", "mark_all_seen"), len(catalogue) > 0 and not catalogue.read_only),
        "delete": len(catalogue) > 0 and not catalogue.read_only,
        **dict.fromkeys(("import_files", "import_folder", "import_text"), not catalogue.read_only),
    }
