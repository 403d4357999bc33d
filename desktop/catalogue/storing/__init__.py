"""Writing trials and reading them whole: joining, merging, records, own work, deletion."""
