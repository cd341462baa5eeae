"""What one checkout shows held against what another shows: nothing random, nothing overlooked."""

from pathlib import Path

import pytest

from tests.same_pages.comparing import compare
from tests.same_pages.settling import page, settled
from tests.same_pages.telling import file_name
from tests.same_pages.walking import Answer, Values, filled, walk

PAGE = '<main><p class="a  b" id="c">Ten <b>learners</b>, one group</p></main>'


class Site:
    """Pages with their links; notes what was asked."""

    def __init__(self, **links: list[str]) -> None:
        self.pages = {f"/{name}/" if name else "/": given for name, given in links.items()}
        self.asked: list[str] = []

    def ask(self, path: str) -> Answer:
        self.asked.append(path)
        html = "".join(f'<a href="{link}">…</a>' for link in self.pages.get(path, ()))
        return Answer(path, 200, (("Content-Type", "text/html"),), html.encode())


@pytest.mark.parametrize(
    "written",
    [
        '<main>\n  <p id="c"\n     class="a b">Ten\n <b>learners</b>, one group</p>\n</main>\n',
        '<main><p id="c" class="a b"> Ten <b>learners</b>, one&#32;group </p></main>',
    ],
)
def test_how_a_template_is_written_makes_no_difference(written: str) -> None:
    assert page(written) == page(PAGE)


@pytest.mark.parametrize(
    "changed",
    [
        PAGE.replace("Ten <b>", "Ten<b>"),
        PAGE.replace("Ten", "Nine"),
        PAGE.replace('id="c"', 'id="d"'),
        PAGE.replace("<b>learners</b>", "learners"),
        PAGE.replace("one group", "<pre>one  group</pre>"),
    ],
)
def test_what_is_shown_makes_a_difference(changed: str) -> None:
    assert page(changed) != page(PAGE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<td></td>", "<td> </td>"),
        ('<p>Ten<a href="/">learners</a></p>', '<p>Ten <a href="/">learners</a></p>'),
        ('<input value="a  b">', '<input value="a b">'),
        ('<div class="row">Ten learners</div>', '<div class="row">Tenlearners</div>'),
        (
            '<div class="row"><p>Ten<b>learners</b></p></div>',
            '<div class="row"><p>Ten <b>learners</b></p></div>',
        ),
    ],
)
def test_white_space_that_is_seen_makes_a_difference(one: str, other: str) -> None:
    assert page(one) != page(other)


def test_white_space_in_an_element_that_no_style_asks_about_makes_none() -> None:
    assert page("<div></div>") == page("<div>\n</div>")


def test_white_space_in_the_rows_of_a_list_makes_none() -> None:
    row = '<ul class="list"><li><span>Ten</span><span>learners</span></li></ul>'

    assert page(row) == page(row.replace("</span><span>", "</span> <span>"))
    assert page(row.replace("list", "")) != page(row.replace("list", "").replace("n><s", "n> <s"))


def test_white_space_between_what_is_laid_out_makes_none() -> None:
    one = '<div class="row"><a href="/">Ten</a><a href="/b/">learners</a></div>'

    assert page(one) == page(one.replace("><", "> <").replace("> Ten", ">Ten"))


def test_white_space_that_is_kept_makes_a_difference() -> None:
    assert page("<pre>a  b</pre>") != page("<pre>a b</pre>")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            '<input type="hidden" name="csrfmiddlewaretoken" value="abc">',
            '<input type="hidden" name="csrfmiddlewaretoken" value="xyz">',
        ),
        ('<link href="/static/a.0123456789ab.css">', '<link href="/static/a.ba9876543210.css">'),
    ],
)
def test_what_is_random_makes_no_difference(one: str, other: str) -> None:
    assert settled(one.encode(), "text/html") == settled(other.encode(), "text/html")


def test_links_are_followed_a_few_of_each_kind_in_any_order_of_the_page() -> None:
    people = [f"/people/{number}/" for number in (30, 4, 12, 7)]
    first, second = Site(**{"": people}), Site(**{"": people[::-1]})

    answers = [answer.path for answer in walk(first)]
    list(walk(second))

    assert answers == first.asked == second.asked == ["/", "/people/4/", "/people/7/"]


def test_parameters_make_another_kind_and_other_sites_are_left_alone() -> None:
    site = Site(**{"": ["https://elsewhere.example/", "?q=1", "/people/4/?tab=work", "#top"]})

    list(walk(site))

    assert site.asked == ["/", "/?q=1", "/people/4/?tab=work"]


def test_every_address_is_filled_with_what_was_met() -> None:
    values = Values()
    values.see("/people/12/")
    values.see("/people/7/held/")

    paths = list(filled(values))

    assert "/people/12/" in paths
    assert "/people/7/held/" in paths
    assert "/institutions/" in paths


def test_files_of_different_addresses_have_different_names() -> None:
    paths = ["/", "/people/", "/people/?q=1", "/people/1/", f"/people/?q={'a' * 300}"]
    paths.append(f"/people/?q={'a' * 301}")

    assert len({file_name(path) for path in paths}) == len(paths)


def test_what_differs_alike_is_told_once(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, word in ((before, "Groups"), (after, "Classes")):
        folder.mkdir()
        for name in ("a", "b"):
            (folder / name).write_text(f"{name}\n{word}\nend")
        (folder / "same").write_text("same")
        (folder / word).write_text("")

    compared = compare(before, after)

    assert compared.equal == 1
    assert compared.differing == {("-Groups", "+Classes"): ["a", "b"]}
    assert (compared.only_before, compared.only_after) == (["Groups"], ["Classes"])
    assert not compared.is_equal
    assert compared.told(lines=1).splitlines()[:3] == [
        "2 differ alike: a, b",
        "    -Groups",
        "    … 1 lines more",
    ]
    assert compare(before, before).is_equal
