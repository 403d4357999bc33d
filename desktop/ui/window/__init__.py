"""The window: menus, tool bar, panes, and what they do together."""
