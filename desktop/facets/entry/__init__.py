"""Reading who may enter: units of text to tokens, tokens to mentions, mentions to assertions with a force."""
