"""Who was evaluated in Paraugpils, how far each self-evaluation has come, and what was found."""

from datetime import date

from gaisma.sample import plan

STATE_SERVICE = "Izglītības kvalitātes valsts dienests"
FRAMEWORK = "self-evaluation-four-areas"
VISITED_FROM, VISITED_TO = date(2024, 2, 5), date(2024, 5, 17)
CONCLUDED_FROM, CONCLUDED_TO = date(2024, 6, 10), date(2024, 8, 9)
SCHOOLS = tuple(name for name in plan.SCHOOLS if name not in plan.SUCCESSORS)
PRESCHOOLS = tuple(name for name in plan.PRESCHOOLS if "PII" in name)

ENVIRONMENT = {
    "Paraugpils Tirgus vidusskola": "partly",
    "Paraugpils Rietumu vidusskola": "does_not",
}
LEADERSHIP = {
    "Paraugpils Upes vidusskola": "partly",
    "Paraugpils Tirgus vidusskola": "partly",
    "Paraugpils Rietumu vidusskola": "partly",
    "Paraugpils Parka vidusskola": "partly",
    "Paraugpils Dienvidu vidusskola": "partly",
}
"""What did not meet the demands of the unified school; all others did."""

APPRAISED = {
    "Paraugpils Liepu ģimnāzija": "excellent",
    plan.SPECIAL_SCHOOL: "excellent",
    "Paraugpils Kalna pamatskola": "very_good",
    plan.HEAD_AT: "good",
    "Paraugpils Bērzu pamatskola": "good",
    "Paraugpils Austrumu vidusskola": "good",
    "Paraugpils Upes vidusskola": "needs_improvement",
    "Paraugpils Tirgus vidusskola": "needs_improvement",
    "Paraugpils Rietumu vidusskola": "needs_improvement",
    "Paraugpils Parka vidusskola": "needs_improvement",
    "Paraugpils Dienvidu vidusskola": "needs_improvement",
}
"""The heads of the schools, whose work of the last school year was appraised: each one's level."""

STATES = {
    **dict.fromkeys(PRESCHOOLS, "published"),
    "Paraugpils PII „Kastanītis”": "agreed",
    "Paraugpils PII „Vilnītis”": "signed",
    "Paraugpils Liepu ģimnāzija": "signed",
    "Paraugpils Kalna pamatskola": "signed",
    "Paraugpils Austrumu vidusskola": "heard",
    "Paraugpils Upes vidusskola": "heard",
    plan.HEAD_AT: "draft",
    "Paraugpils Parka vidusskola": "draft",
    "Paraugpils Dienvidu vidusskola": "draft",
    "Paraugpils Rietumu vidusskola": "returned",
}
"""How far the self-evaluation of the last school year has come; others have not begun."""

HEARD_FROM = (plan.HEAD_AT, "Paraugpils Kalna pamatskola", "Paraugpils PII „Zīlīte”")
"""Where teachers and a methodical commission wrote about their own year."""

LEADING = ("head", "deputy_head")
"""Roles of those who lead: they are appraised in another way."""
