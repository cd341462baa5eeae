"""E-journals: lessons, absences and marks, in the lake alone, each learner by a pseudonym."""
