"""The pages of the room: groups, learners, the queue."""
