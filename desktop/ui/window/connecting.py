"""Connect each action of the menus with its function."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt

from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.query_tokens import phrase
from desktop.trials.shortlists import INCLUDE, MAYBE, UNSEEN
from desktop.ui.look.short_lived import short_lived
from desktop.ui.tasks.imports_dialog import ImportsDialog
from desktop.ui.tasks.names_dialog import NamesDialog
from desktop.ui.window import list_page
from desktop.ui.window.copying import copy, copy_identifier
from desktop.ui.window.help_window import HelpWindow, show_about
from desktop.ui.window.home_countries import HomeCountries
from desktop.ui.window.list_menus import open_column_menu, open_sort_menu
from desktop.ui.window.seeing import Seeing
from desktop.ui.window.shortlisting import Shortlisting
from desktop.ui.window.whole_window import WholeWindow

_BREAST = TrialQuery().selecting("cancer_site", ("breast",))
_REVIEW_QUEUE = ("her2_undecided", "source_changed")


def connect_actions(whole: WholeWindow, shortlisting: Shortlisting, seeing: Seeing, home: HomeCountries) -> None:
    """Connect the actions of a window with their functions."""
    first, tasks, deleting, correcting = whole.first, whole.tasks, whole.deleting, whole.correcting
    appearance, state, trial_list, detail = first.appearance, first.state, first.page.trial_list, whole.detail
    calls: dict[str, Callable[[], object]] = {
        "import_files": lambda: tasks.importing.choose_files(),
        "import_folder": lambda: tasks.importing.choose_folder(),
        "import_text": lambda: tasks.importing.paste(),
        "export": lambda: _export(whole),
        "imports": lambda: _show_imports(whole),
        "last_report": lambda: tasks.importing.show_latest(),
        "print": lambda: _export(whole, printing=True),
        "open_catalogue": lambda: tasks.files.open(),
        "back_up": lambda: tasks.files.back_up(),
        "restore": lambda: tasks.files.restore(),
        "delete_examples": lambda: deleting.delete_examples(),
        "delete": lambda: deleting.ask(trial_list.selected_ids()),
        "quit": first.window.close,
        "find": first.tool_bar.search_box.begin,
        "clear_filters": state.clear,
        "any_cohorts": lambda: state.take_cohorts_together(whole.actions["any_cohorts"].isChecked()),
        "undo": whole.undo.undo,
        "redo": whole.undo.redo,
        "copy_rows": lambda: copy(detail, trial_list),
        "select_all": trial_list.selectAll,
        "back": first.steps.back,
        "forward": first.steps.forward,
        "text_larger": lambda: appearance.change_text_size(10),
        "text_smaller": lambda: appearance.change_text_size(-10),
        "text_normal": lambda: appearance.set_text_size(100),
        "appearance_system": lambda: appearance.choose("system"),
        "appearance_light": lambda: appearance.choose("light"),
        "appearance_dark": lambda: appearance.choose("dark"),
        "high_contrast": lambda: appearance.choose_contrast(high=whole.actions["high_contrast"].isChecked()),
        "review": lambda: state.set_query(TrialQuery().selecting("review", _REVIEW_QUEUE)),
        "my_countries": home.ask,
        "unknown_names": lambda: _show_names(whole),
        "mark_seen": seeing.mark,
        "mark_all_seen": seeing.mark_all,
        "derive_again": lambda: tasks.deriving.start(),
        "reset_window": whole.reset,
        "read_trial": whole.panes.read,
        "sort": lambda: open_sort_menu(trial_list),
        "columns": lambda: open_column_menu(trial_list),
        "next_pane": lambda: whole.panes.go(1),
        "previous_pane": lambda: whole.panes.go(-1),
        "compare": lambda: whole.comparing.start(trial_list.selected_ids()),
        "correct": lambda: correcting.ask(whole.reader.trial()),
        "copy_identifier": lambda: first.status.show_words(copy_identifier(whole.reader.trial())),
        "next_hit": lambda: detail.text.next_hit(1),
        "previous_hit": lambda: detail.text.next_hit(-1),
        **_judging_calls(whole, shortlisting),
        "help": lambda: _show_help(whole),
        "about": lambda: show_about(first.workspace, first.window),
    }
    for name, call in calls.items():
        whole.actions[name].triggered.connect(lambda _=False, call=call: call())


def _judging_calls(whole: WholeWindow, shortlisting: Shortlisting) -> dict[str, Callable[[], object]]:
    judging, panel = whole.judging, whole.shortlists
    return {
        "star": shortlisting.star,
        **{each: partial(shortlisting.decide, each) for each in (INCLUDE, MAYBE, UNSEEN)},
        "exclude": shortlisting.exclude,
        "note": shortlisting.note,
        "move_up": lambda: shortlisting.move(-1),
        "move_down": lambda: shortlisting.move(1),
        "new_shortlist": panel.ask_name,
        "rename_shortlist": lambda: panel.ask_rename(judging.current),
        "delete_shortlist": lambda: shortlisting.drop(judging.current),
        "reasons": shortlisting.change_reasons,
        "save_view": shortlisting.save_view,
    }


def follow_trial(whole: WholeWindow, key: str) -> None:
    """Show another trial, and remove filters that hide it."""
    trial_id = whole.first.workspace.catalogue.trials.id_of(key)
    if trial_id is not None and not whole.first.page.trial_list.choose(trial_id):
        whole.first.state.clear()
        whole.first.page.trial_list.choose(trial_id)


def show_list_of(whole: WholeWindow, query: TrialQuery) -> None:
    """Show the list of trials with the filters of a query."""
    whole.first.pages.show_page(list_page.NAME)
    whole.first.state.set_query(query)


def delete_and_go_on(whole: WholeWindow) -> None:
    """Show the list after a deletion; the trial after the deleted ones becomes current."""
    # First, because hiding the clicked button would give the keyboard focus to the list, which would show a trial.
    whole.first.page.trial_list.setFocus()
    whole.first.results.reload()


def _export(whole: WholeWindow, *, printing: bool = False) -> None:
    first, exporting = whole.first, whole.tasks.exporting
    selected, shown = first.page.trial_list.selected_ids(), list(first.page.model.ids)
    her = first.patient
    exporting.shortlist = whole.judging.current
    exporting.tell_of(her.patient if her.asked else None, her.label)
    ask = exporting.ask_to_print if printing else exporting.ask
    ask(selected, shown, first.state.query, first.status.show_words)


def _show_names(whole: WholeWindow) -> None:
    workspace, state, window = whole.first.workspace, whole.first.state, whole.first.window
    catalogue, classes = workspace.catalogue, workspace.facets["drug_classes"].values
    known = [each for each in classes if not each.is_bucket]
    names, in_breast = catalogue.trials.names(), catalogue.trials.names_within(catalogue.index.matching(_BREAST))
    can_give = whole.tasks.classifying.can_start()
    with short_lived(NamesDialog(names, known, window, in_breast=in_breast, can_give=can_give)) as dialog:
        dialog.name_chosen.connect(lambda name: state.set_query(TrialQuery().with_text(phrase(name))))
        if dialog.exec():
            whole.tasks.classifying.give(dialog.given)


def _show_imports(whole: WholeWindow) -> None:
    catalogue, window = whole.first.workspace.catalogue, whole.first.window
    with short_lived(ImportsDialog(catalogue.trials.imports(), window, read_only=catalogue.read_only)) as dialog:
        dialog.delete_asked.connect(whole.deleting.ask_import, Qt.ConnectionType.QueuedConnection)
        dialog.exec()


def _show_help(whole: WholeWindow) -> None:
    window = whole.first.window
    shown = window.findChild(HelpWindow) or HelpWindow(window)
    shown.show()
    shown.raise_()
