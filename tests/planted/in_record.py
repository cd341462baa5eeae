"""Faults in `gaisma.record`: people, institutions, programmes, questionnaires."""

from tests.planted.fault import Fault

FAULTS = (
    Fault(
        "transfer-receiver-unasked",
        "gaisma/record/programmes/actions/enrolments.py",
        "    changes.demand(KEEP_LEARNERS, by=by, organisation=to.institution)\n",
        "",
        ("tests/unit/record/programmes/test_enrolments.py",),
        "a head puts a learner into a class of another school",
    ),
    Fault(
        "transfer-giver-unasked",
        "gaisma/record/programmes/actions/enrolments.py",
        "    changes.demand(KEEP_LEARNERS, by=by, organisation=enrolment.group.institution)\n"
        "    changes.demand(KEEP_LEARNERS, by=by, organisation=to.institution)\n",
        "    changes.demand(KEEP_LEARNERS, by=by, organisation=to.institution)\n",
        ("tests/unit/record/programmes/test_enrolments.py",),
        "a head takes a learner out of another school",
    ),
    Fault(
        "accept-group-unasked",
        "gaisma/record/programmes/actions/transfers.py",
        "    changes.demand(KEEP_LEARNERS, by=by, organisation=group.institution)\n",
        "",
        ("tests/unit/record/programmes/test_transfers.py",),
        "an offer is accepted into a class of a third school",
    ),
    Fault(
        "accept-unasked",
        "gaisma/record/programmes/actions/transfers.py",
        "    changes.demand(KEEP_LEARNERS, by=by, organisation=offer.to)\n"
        "    changes.demand(KEEP_LEARNERS, by=by, organisation=group.institution)\n",
        "    changes.demand(KEEP_LEARNERS, by=by, organisation=group.institution)\n",
        ("tests/unit/record/programmes/test_transfers.py",),
        "a third school takes the learner who was offered to another",
    ),
    Fault(
        "enrolment-beyond-its-year",
        "gaisma/record/programmes/policies.py",
        "            group__school_year__ends_on__gte=from_on,\n",
        "",
        ("tests/unit/record/programmes/test_enrolments.py",),
        "an enrolment that nobody ended stands in the way of the next year's",
    ),
    Fault(
        "enrolment-without-end-of-year",
        "gaisma/record/programmes/policies.py",
        "return min(to_on, ends_on) if to_on else ends_on",
        "return to_on or date.max",
        ("tests/unit/record/programmes/test_enrolments.py",),
        "an enrolment without an end is held to last for ever",
    ),
    Fault(
        "own-link-to-what-is-held",
        "gaisma/record/people/templates/people/person.html",
        "{% if keeps or is_own %}<c-button href=\"{% url 'people:held'",
        "{% if keeps %}<c-button href=\"{% url 'people:held'",
        ("tests/unit/record/people/test_person_page.py",),
        "people find no way to what is held about them",
    ),
    Fault(
        "merge-birth-date-of-the-kept",
        "gaisma/record/people/templates/people/merge.html",
        "{{ preview.other.born_on|day }}",
        "{{ preview.kept.born_on|day }}",
        ("tests/unit/record/people/test_person_page.py",),
        "two people of one name are made one, because their dates look the same",
    ),
    Fault(
        "draft-dropped-before-the-answer",
        "gaisma/record/instruments/static/instruments/offline/sending.js",
        "  let token;\n  try {\n",
        "  let token;\n  await drop(draft.address);\n  try {\n",
        ("tests/functional/observations/test_troubled_network.py",),
        "what was written without a network is lost when the server is in trouble",
    ),
    Fault(
        "sending-no-lock",
        "gaisma/record/instruments/static/instruments/offline/sending.js",
        "return navigator.locks.request(`sending ${draft.address}`, () => attempt(draft, pairs));",
        "return attempt(draft, pairs);",
        ("tests/functional/observations/test_troubled_network.py",),
        "two tabs send one draft at once",
    ),
    Fault(
        "sending-no-submission",
        "gaisma/record/instruments/static/instruments/offline/sending.js",
        '  sent.set("submission", draft.submission);\n',
        "",
        ("tests/functional/observations/test_troubled_network.py",),
        "an answer that was lost on its way looks like somebody else's change",
    ),
)
