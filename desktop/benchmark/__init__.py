"""How fast it is: real code paths on generated studies, as ratios against a floor measured in the same run."""
