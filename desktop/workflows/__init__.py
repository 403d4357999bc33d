"""The tasks of a user, called by the window and the command line."""
