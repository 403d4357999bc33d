"""What runs or asks: importing, exporting, correcting, deleting, and their dialogs."""
