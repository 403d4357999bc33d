"""The page that describes one patient and shows the trials that fit her."""
