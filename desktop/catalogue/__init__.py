"""The stored trials: the only Peewee and the only SQL."""
