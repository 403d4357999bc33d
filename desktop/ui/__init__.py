"""The window; besides `app` and `benchmark`, only this part uses PySide6."""
