"""Trial to findings with evidence, by rules and vocabularies kept in resources."""
