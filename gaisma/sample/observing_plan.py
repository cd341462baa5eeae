"""How many lessons are observed in Paraugpils, by whom, and how many meet each criterion."""

from datetime import date

from gaisma.sample.plan import HEAD_AT

FIRST_DAY, LAST_DAY = date(2023, 9, 4), date(2024, 6, 28)
SCHOOLS_END = date(2024, 5, 31)
FREE = (
    (date(2023, 10, 23), date(2023, 10, 27)),
    (date(2023, 11, 20), date(2023, 11, 20)),
    (date(2023, 12, 22), date(2024, 1, 5)),
    (date(2024, 3, 11), date(2024, 3, 15)),
    (date(2024, 3, 29), date(2024, 4, 1)),
    (date(2024, 5, 1), date(2024, 5, 6)),
    (date(2024, 6, 21), date(2024, 6, 24)),
)
"""Days without lessons, the first and the last of each stretch."""
AUTUMN_BEGINS, AUTUMN_ENDS = date(2024, 9, 9), date(2024, 10, 18)

EXTERNAL, EXTERNAL_SPORTS, INTERNAL = 182, 4, 1561
INTERNAL_SPORTS = 14
PLANNED = {"external": 14, "internal": 24, "peer": 4}
"""Observations planned for the autumn."""
CANCELLED = 9
TWICE = {"external": 26, "internal": 72}
"""Of those held, how many two observers rated."""
IN_RUSSIAN = {"external": 7, "internal": 84}
"""Lessons of programmes that had not moved to Latvian yet, held in Russian."""
PRACTICES_AT = (HEAD_AT, "Paraugpils Liepu ģimnāzija")
"""Schools that try the other questionnaire: in every third of their own observations."""
COVERAGE = {"2023/2024": 50, "2024/2025": 60}

MEETING = {
    "external": {
        "three_phases": 0.72,
        "outcomes": 0.76,
        "tasks": 0.65,
        "support": 0.74,
        "centred": 0.82,
        "latvian": 0.94,
        "recall": 0.78,
        "argue": 0.30,
        "create": 0.25,
        "define": 0.22,
        "choose": 0.28,
        "plan": 0.44,
        "test": 0.40,
        "ideas": 0.31,
        "carry": 0.27,
        "goals": 0.24,
        "progress": 0.33,
        "share": 0.52,
        "listen": 0.61,
        "decide": 0.35,
        "tools": 0.49,
        "information": 0.18,
    },
    "internal": {
        "three_phases": 0.81,
        "outcomes": 0.87,
        "tasks": 0.74,
        "support": 0.85,
        "centred": 0.88,
        "latvian": 0.93,
        "recall": 0.80,
        "argue": 0.41,
        "create": 0.36,
        "define": 0.37,
        "choose": 0.42,
        "plan": 0.58,
        "test": 0.52,
        "ideas": 0.44,
        "carry": 0.40,
        "goals": 0.39,
        "progress": 0.47,
        "share": 0.64,
        "listen": 0.72,
        "decide": 0.46,
        "tools": 0.58,
        "information": 0.29,
    },
}
"""Of the lessons in which an item was judged, those that meet it: institutions see more of it."""
MEETING_PRACTICES = {
    "busy_1": 0.66,
    "busy_2": 0.58,
    "busy_3": 0.46,
    "climate": 0.78,
    "order": 0.74,
    "guidance": 0.62,
    "checking": 0.48,
    "feedback": 0.41,
    "thinking": 0.31,
    "autonomy": 0.36,
    "persistence": 0.39,
    "together": 0.45,
}
"""The same of the other questionnaire, by snapshot and by element."""
SIGNS_APART = (0.06, -0.05, 0.02, -0.08)
"""How far the signs of an element lie from it, by their number."""
CANNOT_JUDGE = {"tasks": 0.03, "support": 0.05, "argue": 0.02, "create": 0.03}
SKILLS_CANNOT_JUDGE, ELSE_CANNOT_JUDGE = 0.12, 0.01
WEIGHT_OF_QUALITY = {"recall": -0.2, "latvian": 0.1}
"""How far an answer goes with the lesson as a whole: there is less recalling in a better one."""

SAME, NEXT, FAR = 0.71, 0.26, 0.03
"""How two observers of one lesson judge a criterion: the same level, the next one, further off."""
