"""Faults in `gaisma.analytics` and `gaisma.base`."""

from tests.planted.fault import Fault

FAULTS = (
    Fault(
        "open-on-last-day",
        "gaisma/base/models/organisations.py",
        "Q(closed_on__isnull=True) | Q(closed_on__gte=day))",
        "Q(closed_on__isnull=True) | Q(closed_on__gt=day))",
        ("tests/unit/record/organisations/test_institutions.py",),
        "an institution is gone from lists on its last day",
    ),
    Fault(
        "open-on-first-day",
        "gaisma/base/models/organisations.py",
        "Q(opened_on__isnull=True) | Q(opened_on__lte=day)",
        "Q(opened_on__isnull=True) | Q(opened_on__lt=day)",
        ("tests/unit/record/organisations/test_institutions.py",),
        "an institution is not there yet on its first day",
    ),
    Fault(
        "earlier-invitation-opens",
        "gaisma/base/accounts/pages/invitations.py",
        "return row if row is not None and str(row.sending) == named.sending else None",
        "return row",
        ("tests/unit/base/accounts/test_invitation_pages.py",),
        "the link of a letter that was sent again still opens",
    ),
    Fault(
        "closed-administrators-count",
        "gaisma/base/accounts/policies.py",
        'role="administrator", user__is_active=True)',
        'role="administrator")',
        (
            "tests/unit/base/accounts/test_closing.py",
            "tests/unit/base/accounts/test_grants.py",
        ),
        "the last administrator who can sign in is closed, because a closed account is counted",
    ),
    Fault(
        "frames-allowed",
        "gaisma/base/middleware.py",
        """        "frame-ancestors 'none'",\n""",
        "",
        ("tests/unit/config/test_security.py",),
        "other sites show our pages in a frame and have people press our buttons",
    ),
    Fault(
        "long-vowels-last",
        "gaisma/base/sorting.py",
        'LATVIAN = "aābcčdeēfgģhiyījkķlļmnņoōpqrŗsštuūvwxzž"',
        'LATVIAN = "abcčdefgģhiyjkķlļmnņopqrŗsštuvwxzžāēīōū"',
        ("tests/unit/base/test_sorting.py",),
        "Ābols stands after Žubīte",
    ),
    Fault(
        "change-over-anothers",
        "gaisma/base/changes.py",
        "filter(pk=row.pk, revision=revision)",
        "filter(pk=row.pk)",
        ("tests/unit/record/programmes/test_enrolments.py",),
        "what somebody else wrote meanwhile is written over",
    ),
    Fault(
        "role-to-oneself",
        "gaisma/base/accounts/actions/grants.py",
        "    policies.check_not_oneself(by, user)\n",
        "",
        ("tests/unit/base/accounts/test_grants.py",),
        "whoever may grant roles grants one to oneself",
    ),
    Fault(
        "home-open-to-the-group",
        "gaisma/base/private.py",
        "OTHERS = 0o077",
        "OTHERS = 0o007",
        ("tests/unit/base/test_private.py",),
        "others of the machine's group read the record",
    ),
    Fault(
        "small-case-told",
        "gaisma/analytics/calculation.py",
        "if 0 < cases < question.indicator.least:",
        "if 0 < cases < question.indicator.least - 1:",
        ("tests/unit/analytics/test_calculation.py",),
        "a share that stands on too few is told",
    ),
)
