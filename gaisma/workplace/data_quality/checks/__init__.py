"""The checks of the record, by what they look at."""
