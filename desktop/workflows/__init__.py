"""What the user does; called by the window and the command line alike."""
