"""Store the trials; besides the benchmark, only this part uses Peewee and SQL."""
