"""Make the board pack: an overview in landscape, at most one page for each trial, and the log of decisions."""
