"""Fills the plan of Paraugpils with institutions, groups, learners and staff, as columns."""
