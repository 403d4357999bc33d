"""The main window: menus, tool bar, panes, and their connections."""
