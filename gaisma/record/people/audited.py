"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import INSTITUTION, Action

LINK_ACCOUNT = Action("account.link", gettext_noop("Said whose an account is"))

TAKE_PEOPLE_OUT = Action("people.export", gettext_noop("Took away a list of people"), is_read=True)
READ_PEOPLE = Action("people.read", gettext_noop("Opened the page"), is_read=True)

ERASE_PERSON = Action("person.erase", gettext_noop("Erased a person"), touches_what_it_finds=True)
SHOW_CODE = Action("person.show_code", gettext_noop("Looked at the personal code"), is_read=True)
FIND_PERSON = Action("person.find", gettext_noop("Looked the person up by a number"), is_read=True)
TAKE_PERSON_OUT = Action(
    "person.export", gettext_noop("Took the answer about the data held"), is_read=True
)
CREATE_PERSON = Action("person.create", gettext_noop("Recorded the person"), touches=("people",))
CHANGE_PERSON = Action(
    "person.change", gettext_noop("Changed the person's data"), touches=("people",)
)
MERGE_PERSON = Action(
    "person.merge", gettext_noop("Made two records of the person one"), touches_what_it_finds=True
)
REFUSE_CODE = Action("person.code_refused", gettext_noop("Wrote a personal code that was refused"))

ASK_FOR_TIE = Action("tie.asked", gettext_noop("Joined the person, who is held elsewhere"))
CONFIRM_TIE = Action(
    "tie.confirmed", gettext_noop("Confirmed that an institution joined the person")
)
REFUSE_TIE = Action("tie.refused", gettext_noop("Refused that an institution joined the person"))

ADD_CONTACT = Action("contact.add", gettext_noop("Added a contact"))
CHANGE_CONTACT = Action("contact.change", gettext_noop("Changed a contact"))
REMOVE_CONTACT = Action("contact.remove", gettext_noop("Removed a contact"))

ADD_GUARDIAN = Action("guardian.add", gettext_noop("Recorded who is responsible"))
CHANGE_GUARDIAN = Action("guardian.change", gettext_noop("Changed who is responsible"))
REMOVE_GUARDIAN = Action("guardian.remove", gettext_noop("Removed who is responsible"))

ADD_IDENTIFIER = Action("identifier.add", gettext_noop("Added a number of another system"))
REMOVE_IDENTIFIER = Action("identifier.remove", gettext_noop("Removed a number of another system"))

BEGIN_EMPLOYMENT = Action("employment.begin", gettext_noop("Gave a post"), touches=("employments",))
CHANGE_EMPLOYMENT = Action(
    "employment.change", gettext_noop("Changed the terms of a post"), touches=("employments",)
)
END_EMPLOYMENT = Action("employment.end", gettext_noop("Ended a post"), touches=("employments",))

CLOSE_VACANCY = Action(
    "vacancy.close",
    gettext_noop("Closed a vacancy"),
    touches=("vacancies",),
    news_for=(INSTITUTION,),
)
OPEN_VACANCY = Action(
    "vacancy.open",
    gettext_noop("Opened a vacancy"),
    touches=("vacancies",),
    news_for=(INSTITUTION,),
)
PLAN_VACANCY = Action(
    "vacancy.plan", gettext_noop("Told how a vacancy is to be filled"), touches=("vacancies",)
)

ADD_QUALIFICATION = Action("qualification.add", gettext_noop("Recorded a qualification"))
CHANGE_QUALIFICATION = Action("qualification.change", gettext_noop("Changed a qualification"))
REMOVE_QUALIFICATION = Action("qualification.remove", gettext_noop("Removed a qualification"))

ADD_DEVELOPMENT = Action(
    "development.add", gettext_noop("Recorded professional development"), touches=("development",)
)
REMOVE_DEVELOPMENT = Action(
    "development.remove", gettext_noop("Removed professional development"), touches=("development",)
)

REMOVE_OVERDUE = Action(
    "retention.remove",
    gettext_noop("Removed records whose term was over"),
    touches_what_it_finds=True,
)
