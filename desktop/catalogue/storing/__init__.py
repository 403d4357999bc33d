"""Writing trials and reading them whole: joining, merging, records, corrections, deletion."""
