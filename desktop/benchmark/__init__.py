"""How fast the program is: its real code on generated studies, compared with a minimum measured in the same run."""
