"""The pane that shows one trial with its evidence."""
