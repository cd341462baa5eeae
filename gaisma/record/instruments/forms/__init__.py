"""Forms of the room: taking in, putting into use, writing a draft."""
