"""The board pack: an overview in landscape, one page a trial at most, and the log of decisions."""
