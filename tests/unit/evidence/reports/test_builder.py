import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from gaisma.base.registry import gathered
from gaisma.evidence.reports import builder, disclosure
from gaisma.evidence.reports.sections import (
    Column,
    FigureOfRow,
    InOwnLanguage,
    RecordTable,
    ReportChart,
    ReportSection,
    ReportTable,
    Shows,
)
from gaisma.evidence.reports.tokens import UnreadableNarrative
from tests.unit.evidence.reports import invented

LANGUAGES = ("lv", "en", "ru")


def section(**given):
    fields = {
        "key": "test.section",
        "order": 10,
        "report": "readiness",
        "chapter": "preschool",
        "title": "Children",
        "narratives": Path("/nowhere"),
    }
    return ReportSection(**{**fields, **given})


def table(**given):
    fields = {
        "key": "table",
        "title": "Groups",
        "by": ("institution",),
        "columns": (Column("Groups", "groups.count"),),
        "within": {"stage": "preschool"},
    }
    return ReportTable(**{**fields, **given})


def texts(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_is_built_in_every_language(build, language):
    report = build(language=language)

    assert len(report.contents) == 13
    assert all(chapter.sections for chapter in report.contents[:-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_ships_a_narrative(language):
    for one in gathered("REPORT_SECTIONS"):
        assert one.narrative(language).strip(), one.key


def test_every_link_leads_somewhere(build):
    report = build()

    targets = set(re.findall(r'href="#([^"]+)"', report.body))
    anchors = re.findall(r' id="([^"]+)"', report.body + report.origins)
    assert targets - set(anchors) == set()
    assert len(anchors) == len(set(anchors))


def test_figure_carries_its_origin(build):
    report = build(
        offered=[section()], narratives={"test.section": "[[learners.count stage=preschool]]"}
    )

    (link,) = re.findall(r'<a class="figure"[^>]*>', report.body)
    assert 'data-indicator="learners.count"' in link
    assert 'data-filters="school_year=2024/2025;stage=preschool"' in link
    assert 'data-as-of="2024-08-20"' in link
    assert 'data-lake-version="7"' in link
    assert 'data-definition="0123456789abcdef"' in link


def test_people_write_their_own_text(build):
    report = build(
        offered=[section()],
        narratives={"test.section": "Kopā <b>[[groups.count as=words]]</b> & viss."},
    )

    assert "Kopā &lt;b&gt;<a " in report.body
    assert "</a>\u00a0grupas&lt;/b&gt; &amp; viss." in report.body


def test_unreadable_text_is_named_with_its_section(build):
    with pytest.raises(UnreadableNarrative, match="nobody"):
        build(offered=[section()], narratives={"test.section": "[[nobody.count]]"})


def test_same_question_is_asked_once(build):
    asked = []

    def answer(indicator, **given):
        asked.append((indicator, tuple(sorted(given["filters"].items())), given["by"]))
        return invented.answer(indicator, **given)

    build(answer=answer)

    assert len(asked) == len(set(asked))


def test_question_takes_the_year_of_the_report(build):
    report = build(
        offered=[section()],
        narratives={
            "test.section": "[[groups.count]] [[groups.change]] [[institutions.merged at=start]] "
            "[[vacancies.load at=day]] [[queue.count]] [[groups.count school_year=2021/2022]]"
        },
    )

    filters = re.findall(r'data-filters="([^"]*)"', report.body)
    assert filters == [
        "school_year=2024/2025",
        "compared_with=2023/2024;school_year=2024/2025",
        "year=2024",
        "",
        "",
        "school_year=2021/2022",
    ]


def test_question_from_the_start_of_the_year_has_that_day(build):
    report = build(
        offered=[section()], narratives={"test.section": "[[institutions.merged at=start]]"}
    )

    assert [figure.as_of for figure in report.figures] == [date(2024, 9, 1)]


def test_section_is_repeated_for_every_institution_of_a_kind(build):
    repeated = section(each="preschool", chapter="interest")

    report = build(
        offered=[repeated], narratives={"test.section": "[[groups.count institution=this]]"}
    )

    titles = [one.title for one in report.contents[0].sections]
    assert titles == ["Paraugpils PII “Ābelīte”", "Paraugpils PII “Rūķītis”"]
    assert "institution=PII-01" in report.body
    assert "institution=PII-02" in report.body


def test_table_has_rows_in_latvian_order_and_a_total(build):
    report = build(offered=[section(tables=(table(),))])

    rows = re.findall(r'<th scope="row">([^<]*)</th>', report.body)
    assert rows == [
        "Paraugpils PII “Ābelīte”",
        "Paraugpils PII “Rūķītis”",
        "Paraugpils Kalna pamatskola",
        "Paraugpils Upes vidusskola",
        "Kopā",
    ]


def test_table_shows_the_year_before_and_the_change(build):
    columns = (
        Column("Before", "learners.change", shows=Shows.BEFORE),
        Column("Change", "learners.change", shows=Shows.CHANGE),
    )

    report = build(offered=[section(tables=(table(columns=columns),))])

    assert "Ābelīte” 70 −10" in texts(report.body)
    assert "Kopā 280 −40" in texts(report.body)


def test_table_lists_names_in_one_cell(build):
    listed = table(
        by=("special_programme",),
        names="institution",
        total=False,
        columns=(Column("Where", "programmes.count", shows=Shows.NAMES),),
    )

    report = build(offered=[section(tables=(listed,))])

    assert "Valodas traucējumi Paraugpils PII “Ābelīte”, Paraugpils PII “Rūķītis”" in texts(
        report.body
    )


def test_table_of_years_asks_each_year(build):
    report = build(offered=[section(tables=(table(by=(), years=3),))])

    assert [figure.filters["school_year"] for figure in report.figures] == [
        "2022/2023",
        "2023/2024",
        "2024/2025",
    ]


def test_first_of_two_names_stands_once(build):
    pairs = table(by=("institution", "role"), columns=(Column("Loads", "vacancies.load"),))

    report = build(offered=[section(tables=(pairs,))])

    assert report.body.count(">Paraugpils Upes vidusskola<") == 1
    assert report.body.count(">Logopēds<") == 4


def test_table_without_rows_is_left_out(build):
    report = build(offered=[section(tables=(table(),))], answer=lambda *_a, **_k: [])

    assert "<table id=" not in report.body


def test_chart_names_its_numbers_and_its_table(build):
    drawn = section(tables=(table(),), charts=(ReportChart("groups", "Groups", "table"),))

    report = build(offered=[drawn])

    (chart,) = report.charts
    assert "Paraugpils Upes vidusskola: 60" in chart.alternative
    assert "1. tabulā" in chart.alternative


def test_small_counts_of_learners_are_hidden_in_table_and_text(build):
    def answer(indicator, *, filters, by=(), as_of, lake_version=None):
        figures = invented.answer(
            indicator, filters=filters, by=by, as_of=as_of, lake_version=lake_version
        )
        sizes = {"PII-01": 3, "PII-02": 57, "": 180}
        counts = [sizes.get(one.by.get("institution", ""), 60) for one in figures]
        return [replace(one, value=n, numerator=n) for one, n in zip(figures, counts, strict=True)]

    learners = table(columns=(Column("Children", "learners.count"),))
    report = build(
        offered=[section(tables=(learners,))],
        answer=answer,
        narratives={"test.section": "Kopā [[learners.count stage=preschool]]."},
    )

    assert "Kopā 180." in texts(report.body).replace(" .", ".")
    assert ">3<" not in re.sub(r'<span id="f\d+">\d+</span>', "", report.body)
    hidden = [one for one in report.figures if one.suppressed]
    assert len(hidden) == 2
    assert all(one.value is None and one.numerator is None for one in hidden)
    assert "neatklātu ziņas par nelielu grupu" in report.body


def test_share_counts_nobody_as_hidden(build):
    report = build(offered=[section()], narratives={"test.section": "[[teachers.share_qualified]]"})

    assert report.figures[0].value == Fraction(200, 3)
    assert "66,7\u00a0%" in report.body


def test_appendix_lists_every_question_with_its_origin(build):
    report = build(
        offered=[section(tables=(table(),))],
        narratives={"test.section": "[[groups.change stage=preschool]]"},
    )

    appendix = texts(report.origins)
    assert "pirmsskolas izglītība" in appendix
    assert "salīdzinot ar 2023./2024." in appendix
    assert "4 vērtības" in appendix
    assert appendix.count("20.08.2024., 7, 0123456789abcdef") == 3
    assert "0123456789abcdef" not in texts(report.body)


def doors(body):
    """The numbers of a report, each with what it says that it answers."""
    found = re.findall(
        r'<a class="figure"[^>]*data-indicator="([^"]*)" data-filters="([^"]*)"[^>]*>([^<]*)</a>',
        body,
    )
    return [(indicator, tuple(filters.split(";")), text) for indicator, filters, text in found]


def test_cells_of_a_table_are_questions_of_their_own(build):
    report = build(offered=[section(tables=(table(),))])

    cells = [filters for indicator, filters, _ in doors(report.body) if indicator == "groups.count"]
    rows = [filters for filters in cells if any("institution=" in one for one in filters)]
    assert len(rows) > 1
    assert len(set(rows)) == len(rows)
    assert cells[-1] == ("school_year=2024/2025", "stage=preschool")


def test_number_of_the_year_before_asks_for_that_year(build):
    columns = (Column("Before", "learners.change", shows=Shows.BEFORE),)
    report = build(offered=[section(tables=(table(by=("grade",), columns=columns),))])

    found = doors(report.body)

    assert {indicator for indicator, _, _ in found} == {"learners.count"}
    assert all("school_year=2023/2024" in filters for _, filters, _ in found)
    assert all("followed_to=2024/2025" in filters for _, filters, _ in found)


def test_number_in_brackets_of_a_comparison_asks_for_the_year_before(build):
    report = build(
        offered=[section()], narratives={"test.section": "[[learners.change as=comparison]]"}
    )

    (_, now, _), (indicator, before, _) = doors(report.body)

    assert now == ("compared_with=2023/2024", "school_year=2024/2025")
    assert (indicator, before) == (
        "learners.count",
        ("followed_to=2024/2025", "school_year=2023/2024"),
    )


def test_figures_open_the_installation_where_it_has_an_address(build):
    report = build(
        offered=[section()],
        narratives={"test.section": "[[learners.count stage=preschool]]"},
        site="https://gaisma.example.lv/",
    )

    page = "https://gaisma.example.lv/figures/learners.count/?school_year=2024%2F2025"
    assert f'href="{page}&amp;stage=preschool&amp;as_of=2024-08-20&amp;lake_version=7"' in (
        report.body
    )


def test_figures_that_not_everybody_may_ask_open_their_line_in_the_list(build):
    report = build(
        offered=[section()],
        narratives={"test.section": "[[learners.count institution=PII-01 language=lv]]"},
        site="https://gaisma.example.lv/",
    )

    assert re.search(r'<a class="figure" href="#f\d+" data-indicator="learners.count"', report.body)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("lv", {"0,500", "10,601", "2,000", "12,601"}),
        ("en", {"0.500", "10.601", "2.000", "12.601"}),
    ],
)
def test_numbers_of_a_column_have_as_many_decimals(build, language, told):
    loads = {"PII-01": "0.5", "PII-02": "10.601", "SK-01": "2", "": "12.601"}

    def answer(indicator, *, filters, by=(), as_of, lake_version=None):
        found = invented.answer(
            indicator, filters=filters, by=by, as_of=as_of, lake_version=lake_version
        )
        return [
            replace(one, value=Decimal(loads[one.by.get("institution", "")]), unit="loads")
            for one in found
            if one.by.get("institution", "") in loads
        ]

    vacant = table(by=("institution",), columns=(Column("Loads", "vacancies.load"),))
    report = build(offered=[section(tables=(vacant,))], answer=answer, language=language)

    assert {text for _, _, text in doors(report.body)} == told


@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_every_column_of_every_table_is_even(build, language):
    report = build(language=language)

    point = "." if language == "en" else ","
    columns = {}
    for number, one in enumerate(re.findall(r"<table.*?</table>", report.body, re.DOTALL)):
        for row in re.findall(r"<tr>.*?</tr>", one, re.DOTALL):
            cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
            # Counted from the last: a row's first name may stand above it, in another kind of cell.
            for place, cell in enumerate(cells, start=-len(cells)):
                text = re.sub(r"<[^>]*>", "", cell)
                if re.fullmatch(rf"[−+<>]?[\d\u00a0]+({point}\d+)?(\u00a0%)?", text):
                    digits = len(text.rstrip("\u00a0%").partition(point)[2])
                    columns.setdefault((number, place), set()).add(digits)
    assert len(columns) > 40
    assert [place for place, digits in columns.items() if len(digits) > 1] == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("lv", "Lēmums: Par klasēm"),
        ("en", 'Lēmums: <span lang="lv">Par klasēm</span> (in Latvian)'),
        ("ru", 'Lēmums: <span lang="lv">Par klasēm</span> (на латышском языке)'),
    ],
)
def test_words_of_the_record_are_marked_in_other_languages(build, language, told):
    acts = RecordTable("acts", "Acts", ("Act", "Changes"), lambda _year, _day: (), tuple)
    line = (InOwnLanguage("Par klasēm", before="Lēmums: "), InOwnLanguage("<b>", told=False))

    report = build(
        offered=[section(printed=(acts,))],
        language=language,
        printed={("test.section", "acts"): (line,)},
    )

    assert told in report.body
    assert ("&lt;b&gt;</span></td>" in report.body) is (language != "lv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_beside_words_of_the_record_are_doors_in_every_language(build, language):
    told = RecordTable(
        "told", "Told", ("What",), lambda _year, _day: (), tuple, figures=("Now", "Before")
    )
    asked = FigureOfRow("groups.count", {"institution": "PII-01", "school_year": "2023/2024"})
    rows = (("Groups", asked, FigureOfRow()), ("Nothing", FigureOfRow(), FigureOfRow()))

    report = build(
        offered=[section(printed=(told,))],
        language=language,
        printed={("test.section", "told"): rows},
    )

    (door,) = re.findall(r'<a class="figure"[^>]*>[^<]*</a>', report.body)
    assert 'data-indicator="groups.count"' in door
    assert 'data-filters="institution=PII-01;school_year=2023/2024"' in door
    assert len(report.figures) == len(report.lines) == 1
    assert report.body.count("<td") == 4


def test_small_figure_beside_words_of_the_record_is_kept_back(build, monkeypatch):
    monkeypatch.setattr(invented, "EACH", 1)
    told = RecordTable("told", "Told", ("What",), lambda _year, _day: (), tuple, figures=("Now",))
    asked = FigureOfRow("learners.count", {"institution": "PII-01", "school_year": "2024/2025"})

    report = build(
        offered=[section(printed=(told,))],
        printed={("test.section", "told"): (("Learners", asked),)},
    )

    assert '<a class="figure"' not in report.body
    assert all(figure.suppressed for figure in report.figures)


def test_languages_share_one_computation(edition, asker):
    asked = []

    def answer(indicator, **given):
        asked.append((indicator, str(given)))
        return invented.answer(indicator, **given)

    editions = [edition(language=language) for language in LANGUAGES]
    offered = list(gathered("REPORT_SECTIONS"))
    built = builder.in_languages(editions, offered=offered, asker=asker(answer))

    assert len(asked) == len(set(asked)) > 100
    assert [one.edition.language for one in built] == list(LANGUAGES)
    lines = [[(line.anchor, line.question) for line in one.lines] for one in built]
    assert lines[0] == lines[1] == lines[2]


def test_what_any_language_asks_is_protected_together(edition, asker, monkeypatch):
    protect, seen = disclosure.protected, []

    def protected(answers, **given):
        seen.append([question.filters for question in answers])
        return protect(answers, **given)

    monkeypatch.setattr(disclosure, "protected", protected)
    texts = {language: f"[[groups.count grade={n}]]" for n, language in enumerate(LANGUAGES, 1)}
    editions = [
        edition(language=language, narratives={"test.section": text})
        for language, text in texts.items()
    ]

    built = builder.in_languages(editions, offered=[section()], asker=asker())

    assert [len(filters) for filters in seen] == [3]
    assert [[dict(line.question.filters)["grade"] for line in one.lines] for one in built] == [
        ["1"],
        ["2"],
        ["3"],
    ]
