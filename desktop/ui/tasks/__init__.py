"""The tasks in the window and their dialogs: importing, exporting, correcting, deleting and others."""
