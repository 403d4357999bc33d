"""How things look: colours, icons, settings, layouts, messages."""
