"""The formats of literature databases: MEDLINE, PubMed XML, RIS and research portals."""
