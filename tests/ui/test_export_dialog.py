"""The question before an export offers what the table of formats holds."""

import pytest
from PySide6.QtWidgets import QApplication, QGroupBox
from pytestqt.qtbot import QtBot

from desktop.ui.tasks.export_dialog import ExportDialog, Scope
from desktop.workflows.export_trials import FORMATS, ExportFormat, column_choices


@pytest.mark.parametrize("format_", FORMATS, ids=[each.id for each in FORMATS])
def test_every_format_can_be_chosen_and_is_remembered(
    dressed: QApplication, qtbot: QtBot, format_: ExportFormat
) -> None:
    scopes = [Scope("none", ()), Scope("two trials", (1, 2))]
    dialog = ExportDialog(scopes, column_choices(), (), FORMATS[0].id)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.choose(format_=format_.id)
    columns = next(box for box in dialog.findChildren(QGroupBox) if box.title() == "Columns")
    assert (dialog.wish().format, dialog.wish().scope) == (format_, scopes[1])
    assert columns.isVisible() == format_.has_columns
    again = ExportDialog(scopes, column_choices(), (), format_.id)
    qtbot.addWidget(again)
    assert again.wish().format is format_
