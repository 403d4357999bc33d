"""The shortlists in the window: their panel, the bar of decisions, and the dialogs for notes and reasons."""
