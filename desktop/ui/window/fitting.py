"""The patient page in the window: made at first use, and computed only while visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import QueryError
from desktop.matching.criteria import load_criteria
from desktop.matching.patient import as_answers, from_answers
from desktop.matching.words import patient_words
from desktop.trials.finding import Evidence
from desktop.ui.look.thousands import with_thousands
from desktop.ui.patient.patient_line import PatientLine
from desktop.ui.patient.patient_page import PatientPage
from desktop.ui.patient.question_form import QuestionForm
from desktop.ui.tasks.judging import Judging
from desktop.ui.trial_detail.detail_pane import DetailPane
from desktop.ui.window.fits_in_list import FitsInList
from desktop.ui.window.later_pages import PATIENT
from desktop.ui.window.news import News
from desktop.ui.window.panes import chips_of
from desktop.workflows.fit_patient import answers_of, classes_named, fit_patient, names_of_drugs
from desktop.workflows.home_countries import countries_by_trials

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.trials.shortlists import SavedPatient
    from desktop.ui.patient.fit_model import Line
    from desktop.ui.window.first_sight import FirstSight


def make_page(first: FirstSight) -> PatientPage:
    """Return the page of a patient, connected to the search and to the list."""
    workspace, state = first.workspace, first.state
    catalogue, facets = workspace.catalogue, workspace.facets
    criteria = load_criteria(workspace.resources, facets)
    form = QuestionForm(criteria, sorted(countries_by_trials(catalogue)))
    form.offer(names_of_drugs(facets, workspace.drugs), lambda names: _classes(first, names))
    chips = chips_of(first)
    FitsInList(first)
    line = _line_of(first, form)
    saved = _connect_saved(first, form)
    page = PatientPage(form, facets, chips, first.window)

    def answer() -> None:
        chips.show_query(state.query, catalogue.index.text.other_names)
        patient = form.patient()
        only_open = page.only_open.isChecked()
        found = fit_patient(catalogue, facets, criteria, patient, state.query, only_open=only_open)
        label = next((each.name for each in saved() if each.answers == as_answers(patient)), "")
        form.saved.choose(label)
        first.patient.describe(patient, found.asked, label)
        line.show_patient(label, patient_words(patient, criteria, facets) if found.asked else ())

        def fetch(ids: Sequence[int]) -> Sequence[Line]:
            return list(answers_of(catalogue, facets, found.asked, [each for each in ids if each in catalogue]))

        is_whole = state.query.is_empty() and not only_open
        asked = page.tr("Asked: {0} of {1}.").format(with_thousands(len(found.ids)), with_thousands(len(catalogue)))
        page.show_fit(found, fetch, "" if is_whole else asked)

    page.wanted.connect(answer)
    page.left.connect(first.show_list)
    page.trial_asked.connect(lambda key, evidence: _read(first, key, evidence))
    first.results.changed.connect(lambda _: page.refresh())
    return page


def _line_of(first: FirstSight, form: QuestionForm) -> PatientLine:
    """Return the line above the list with her name, a link to her page, and a button to remove her."""
    line = PatientLine(first.page)
    news = first.window.findChild(News)
    assert news is not None, "every whole window has one"
    news.add(line)

    def forget() -> None:
        form.clear()  # a hidden page computes nothing, but the list must drop her immediately
        first.patient.describe(form.patient(), (), "")
        line.show_patient("", ())
        first.page.trial_list.setFocus()

    line.change_asked.connect(lambda: first.pages.show_page(PATIENT))
    line.end_asked.connect(forget)
    return line


def _connect_saved(first: FirstSight, form: QuestionForm) -> Callable[[], tuple[SavedPatient, ...]]:
    """Connect saving, loading and deleting of patients; return the function that gives the saved ones."""
    judging, catalogue = first.window.findChild(Judging), first.workspace.catalogue
    assert judging is not None, "every whole window has one"
    classes = first.workspace.facets["drug_classes"]
    bar = form.saved

    def show() -> None:
        bar.show_saved(judging.patients, bar.label, read_only=catalogue.read_only)

    def save(label: str) -> None:
        judging.save_patient(label, as_answers(form.patient()))
        form.changed.emit()

    bar.save_asked.connect(save)
    bar.delete_asked.connect(judging.drop_patient)
    bar.load_asked.connect(lambda one: form.show_patient(from_answers(one.answers), classes.label_of))
    judging.changed.connect(show)
    first.results.reloaded.connect(show)
    show()
    return lambda: judging.patients


def _classes(first: FirstSight, names: Sequence[str]) -> frozenset[str]:
    try:
        return classes_named(names, first.workspace.facets, first.workspace.drugs)
    except QueryError:  # the field shows which name is unknown
        return frozenset()


def _read(first: FirstSight, key: str, evidence: object) -> None:
    """Show a trial on the list page, at a sentence if there is one."""
    trial_id = first.workspace.catalogue.trials.id_of(key)
    if trial_id is None:
        return
    first.read(trial_id)
    detail = first.window.findChild(DetailPane)
    if detail is not None and isinstance(evidence, Evidence):
        detail.show_place((evidence.section, evidence.start, evidence.end))
        detail.text.setFocus()
