"""The formats of literature databases, reference managers, programs for reviews, and research portals."""
