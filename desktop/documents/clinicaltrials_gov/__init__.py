"""Read the formats of ClinicalTrials.gov: JSON of its API, tables, XML, bare lines."""
