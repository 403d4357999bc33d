"""The catalogue file on disk: opening, migrating, backups, integrity, tables and statements."""
