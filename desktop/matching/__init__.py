"""A patient and a trial: which of the trial's criteria, as the program read them, the patient fits."""
