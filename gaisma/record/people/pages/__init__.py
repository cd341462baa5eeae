"""The pages of the room: persons, how they are reached, staff."""
