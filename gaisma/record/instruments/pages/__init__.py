"""The pages of the room: instruments, versions, drafts."""
