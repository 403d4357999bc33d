"""Read contents that occur in several formats: criteria, numbers, outcomes, products, absent answers."""
