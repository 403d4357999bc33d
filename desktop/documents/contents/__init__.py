"""What registries say, whatever the format: criteria, numbers, outcomes, products, absent answers."""
