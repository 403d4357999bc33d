"""A patient and a trial: which of the trial's criteria, as read, she fits."""
