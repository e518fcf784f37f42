"""Training of Prodrome's one-channel detector; see Tools/train."""
