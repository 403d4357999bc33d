"""What happens before there is a window: opening the catalogue and its remedies."""
