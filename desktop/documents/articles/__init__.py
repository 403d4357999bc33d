"""Read the formats of literature databases, reference managers, review programs, and research portals."""
