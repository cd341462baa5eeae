"""Which figures of this room speak to which criterion of an institution's evaluation."""

from gaisma.evidence.figures.offers import Offer

STAFF = ("staff", "resources", "teachers", "profile", "management")

OFFERS = [
    Offer("teachers", "teachers.count", STAFF, order=20),
    Offer("qualified", "teachers.share_qualified", STAFF, order=21),
    Offer("vacancies", "vacancies.load", (*STAFF, "efficiency"), order=22),
    Offer("at-several", "teachers.at_several_institutions", ("staff", "teachers"), order=23),
    Offer("staff", "staff.count", STAFF, order=24),
    Offer("permanent", "staff.share_permanent", ("staff", "teachers", "management"), order=25),
]
