"""The formats of ClinicalTrials.gov: JSON of its interface, tables, XML, bare lines."""
