"""What files call the institutions of the sample city, distorted in every way that files do."""

import re
import unicodedata

import polars as pl
import pytest
from django.utils import translation

from gaisma.evidence.interop.called import InstitutionNames
from gaisma.sample.city.institutions import institutions, organisations

CITY = organisations(institutions())
NAMES = InstitutionNames(CITY.with_columns(registration_number=pl.lit("")))
KNOWN = dict(CITY.select("id", "name").iter_rows())


def bare(text):
    return "".join(
        one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one)
    )


def replaced(pattern, by):
    return lambda text: re.sub(pattern, by, text, flags=re.IGNORECASE)


SURE = {
    "as it is": str,
    "straight quotes": replaced("[„”]", '"'),
    "English quotes": lambda text: text.replace("„", "“"),
    "low quotes": lambda text: text.replace("”", "“"),
    "pointed quotes": lambda text: text.replace("„", "«").replace("”", "»"),
    "apostrophes": replaced("[„”]", "'"),
    "capitals": str.upper,
    "small letters": str.lower,
    "spaces around": "  {}\t".format,
    "two spaces": lambda text: text.replace(" ", "  "),
    "spaces that do not break": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
    "letters with their marks apart": lambda text: unicodedata.normalize("NFD", text),
    "marks that nobody sees": "\ufeff{}\u200b".format,
    "long dashes": lambda text: text.replace("-", " – "),
}
"""No doubt: these are the same name."""
ASKED = {
    "no quotes": replaced("[„”]", ""),
    "no marks of letters": bare,
    "a comma": lambda text: text.replace(" PII ", " PII, "),
    "dots": replaced("PII", "P.I.I."),
    "kindergarten in words": replaced("PII", "pirmsskolas izglītības iestāde"),
    "short": replaced("vidusskola", "vsk."),
    "less short": replaced("vidusskola", "vidussk."),
    "short basic school": replaced("pamatskola", "pamatsk."),
    "shorter basic school": replaced("pamatskola", "psk"),
    "short gymnasium": replaced("ģimnāzija", "ģimn."),
    "short technical school": replaced("tehnikums", "tehn."),
    "short centre": replaced("attīstības centrs", "att. c."),
    "bent": replaced("vidusskola$", "vidusskolas"),
    "bent basic school": replaced("pamatskola$", "pamatskolas"),
    "apart": replaced("vidusskola", "vidus skola"),
    "together": replaced(r"11\. ", "11."),
    "nothing between": lambda text: text.replace(" ", ""),
    "dashes for spaces": lambda text: text.replace(" ", "-"),
    "full stop at the end": "{}.".format,
    "a founder's words": replaced("^Paraugpils ", "Paraugpils pilsētas pašvaldības "),
    "without the city": replaced("^Paraugpils ", ""),
    "short, bare and without quotes": lambda text: bare(
        re.sub("[„”]", "", text).replace("vidusskola", "VSK").replace("pamatskola", "PAMATSK.")
    ),
}
"""The right one is proposed, and a person says whether it is."""


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("pk", KNOWN)
@pytest.mark.parametrize("distorted", SURE)
def test_same_name_is_found_for_certain(distorted, pk):
    assert NAMES.found(SURE[distorted](KNOWN[pk])) == pk


@pytest.mark.parametrize("pk", KNOWN)
@pytest.mark.parametrize("distorted", ASKED)
def test_distorted_name_is_found_or_asked_about(distorted, pk):
    text = ASKED[distorted](KNOWN[pk])

    assert (NAMES.found(text) or NAMES.proposed(text)) == pk


@pytest.mark.parametrize("distorted", ASKED)
def test_each_distortion_changes_some_name_that_is_not_known_so(distorted):
    asked = [text for name in KNOWN.values() if not NAMES.found(text := ASKED[distorted](name))]

    assert asked or distorted in ("without the city",)


@pytest.mark.parametrize("pk", KNOWN)
def test_other_number_or_name_is_nobody(pk):
    name = KNOWN[pk]
    other = re.sub(r"\d+", lambda one: str(int(one[0]) + 40), name)
    other = other if other != name else name.replace("Paraugpils ", "Paraugpils Jaunā ")
    other = other if other != name else f"{name} filiāle"

    assert NAMES.found(other) is None
    assert NAMES.proposed(other) is None
    assert f"{name} (" in NAMES.complaint(other)


def test_name_that_may_be_of_several_is_not_proposed():
    two = pl.DataFrame(
        {"id": [1, 2], "code": ["A", "B"], "registration_number": ["", ""]}
        | {"name": ["Upes vidusskola", "Ūpes vidusskola"], "aliases": [[], []]}
    )
    names = InstitutionNames(two)

    assert names.found("Upes vidusskola") == 1
    assert names.proposed("Upes vsk.") is None
    assert "Upes vidusskola (A), Ūpes vidusskola (B)" in names.complaint("Upes vsk.")


def test_nearest_are_named_the_likest_first():
    told = NAMES.complaint("Paraugpils Ūpes vidusskolla")

    assert told.startswith("There is no institution “Paraugpils Ūpes vidusskolla”.")
    assert "The nearest are: Paraugpils Upes vidusskola (" in told
