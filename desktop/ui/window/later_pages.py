"""The pages besides the list: the start does not need them, so each is imported and made when it is first shown."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from desktop.ui.window import list_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from desktop.ui.window.first_sight import FirstSight

OVERVIEW = "overview"
PATIENT = "patient"
LATER = {OVERVIEW: "desktop.ui.window.overviewing", PATIENT: "desktop.ui.window.fitting"}
"""{name of a page: its module, which has ``make_page(first)``}."""
_SHOWN_BY = {"show_list": list_page.NAME, "show_overview": OVERVIEW, "show_patient": PATIENT}
"""{id of an action: the page that it shows}; the action is ticked while the page is visible."""


def offer_pages(first: FirstSight, actions: Mapping[str, QAction]) -> None:
    """Connect the actions with the pages that they show."""

    def tick() -> None:
        for name, page in _SHOWN_BY.items():
            actions[name].setChecked(first.pages.name() == page)

    def show(page: str) -> None:
        first.pages.show_page(page)
        tick()  # choosing the visible page again has removed its tick
        if page == list_page.NAME:
            first.page.trial_list.setFocus()

    for page in LATER:
        first.pages.add_later(page, partial(_made, page, first))
    for name, page in _SHOWN_BY.items():
        actions[name].triggered.connect(lambda _=False, page=page: show(page))
    first.pages.shown.connect(lambda _: tick())
    tick()


def _made(page: str, first: FirstSight) -> QWidget:
    made: QWidget = import_module(LATER[page]).make_page(first)
    return made
