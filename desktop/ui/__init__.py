"""The window: the only PySide6."""

import builtins

import PySide6.QtCore  # noqa: F401 - before its hook is taken out

# WORKAROUND: from its own import on, PySide6 reads the source of every module that is imported, to see whether it asks
# for snake_case names; that is a tenth of a start. Remove when it no longer does.
if builtins.__import__ is getattr(builtins, "__feature_import__", None):
    builtins.__import__ = builtins.__orig_import__
