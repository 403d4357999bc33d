"""The steps before the window: make the application, open the catalogue, offer remedies."""
