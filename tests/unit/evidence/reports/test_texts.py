"""What stands on the cover and below the last line of a council's document."""

from datetime import date

import pytest

from gaisma.base.wording import names
from gaisma.evidence.reports.documents.texts import texts_of, texts_of_origins
from gaisma.evidence.reports.editions import Signatory

SPACE = "\u00a0"
ADOPTED = {"decision_number": "410", "decision_on": date(2024, 8, 29)}


@pytest.fixture
def texts(build):
    def of(**given):
        return texts_of(build(offered=[], **given))

    return of


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (
            "lv",
            "Paraugpils Izglītības pārvaldes ziņojums par izglītības iestāžu gatavību "
            f"2024./2025.{SPACE}mācību gadam",
        ),
        (
            "ru",
            "Отчёт учреждения «Paraugpils Izglītības pārvalde» о готовности образовательных "
            f"учреждений к 2024/2025{SPACE}учебному году",
        ),
        (
            "en",
            "Report of Paraugpils Izglītības pārvalde on the readiness of the education "
            "institutions for the school year 2024/2025",
        ),
    ],
)
def test_title_says_whose_report_it_is_on_what_and_for_when(texts, language, title):
    assert texts(language=language).title == title


@pytest.mark.parametrize(
    ("language", "annex"),
    [
        ("lv", "Pielikums Paraugpils domes 2024. gada 29. augusta lēmumam Nr. 410"),
        ("en", "Annex of the council of Paraugpils to decision No. 410 of 29 August 2024"),
        ("ru", "Приложение к решению № 410 думы самоуправления Paraugpils от 29 августа 2024 года"),
    ],
)
def test_annex_names_the_decision_once_adopted(texts, language, annex):
    lines = texts(language=language, **ADOPTED).annex

    assert " ".join(lines).replace(SPACE, " ") == annex


@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_annex_keeps_the_places_of_day_and_number_before_the_adoption(texts, language):
    lines = texts(language=language).annex

    assert lines[0] in ("PROJEKTS", "DRAFT", "ПРОЕКТ")
    assert all(line.strip(" _.\u00a0") for line in lines)
    assert "______" in " ".join(lines)


def test_annex_names_the_council_of_the_settings(texts):
    lines = texts(council="Paraugpils valstspilsētas dome", **ADOPTED).annex

    assert "Paraugpils valstspilsētas domes" in lines


def test_signature_leaves_the_name_to_be_written_where_none_is_known(texts):
    signature = texts().signature

    assert signature.position == "Paraugpils Izglītības pārvaldes vadītājs(-a)"
    assert (signature.name, signature.statement, signature.decision) == ("", "", "")


def test_signature_is_that_of_the_settings(texts):
    signatory = Signatory("Pārvaldes vadītāja", "A. Paraudziņa", signs_electronically=True)

    signature = texts(signatory=signatory, **ADOPTED).signature

    assert (signature.position, signature.name) == (
        "Pārvaldes vadītāja",
        f"A.{SPACE}Paraudziņa",
    )
    assert signature.statement.startswith("Dokuments parakstīts ar drošu elektronisko parakstu")
    assert signature.decision.replace(SPACE, " ") == (
        "Apstiprināts ar domes 2024. gada 29. augusta lēmumu Nr. 410."
    )


def test_cover_tells_place_and_year(texts):
    assert texts().place_and_day == "Paraugpils, 2024"


def test_report_without_a_figure_names_no_version(texts):
    assert texts().state_of_data == "Dati uz 20.08.2024."


def test_report_says_in_which_file_its_figures_are_listed(texts):
    assert "„readiness-2024-2025-lv-origins.pdf”" in texts().sources


def test_annex_of_origins_says_to_which_report_it_belongs(build):
    texts = texts_of_origins(build(offered=[]))

    assert texts.title == "Skaitļu izcelsme"
    assert "ziņojums par izglītības iestāžu gatavību" in texts.subtitle
    assert texts.signature is None


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Paraugpils", "Paraugpils"),
        ("Rīga", "Rīgas"),
        ("Ogre", "Ogres"),
        ("Izglītības pārvalde", "Izglītības pārvaldes"),
        ("Izglītības departaments", "Izglītības departamenta"),
        ("Jelgavas novads", "Jelgavas novada"),
        ("Talsi", "Talsu"),
        ("Madonas novada dome", "Madonas novada domes"),
        ("Izglītības birojs", "Izglītības biroja"),
        ("Tukums", "Tukuma"),
        ("Birži (123)", "Birži (123)"),
    ],
)
def test_latvian_names_stand_in_the_genitive(name, genitive):
    assert names.genitive(name, "lv") == genitive
    assert names.genitive(name, "ru") == name
