"""Read registries of single countries with their own formats: the Australian New Zealand and the German one."""
