"""How learners attend: figures, the month by class and day, unexcused lessons, signals."""
