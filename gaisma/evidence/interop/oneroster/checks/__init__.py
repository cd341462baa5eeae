"""Whether the frames of a set say what the binding lets them say."""
