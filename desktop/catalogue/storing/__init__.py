"""Write trials and read whole trials: joining, merging, records, own work, deletion."""
