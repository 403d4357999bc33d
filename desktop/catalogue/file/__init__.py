"""The file on disk: opening, migrating, backups, integrity, its tables and statements."""
