"""Registries of single countries in forms of their own: the Australian New Zealand and the German one."""
