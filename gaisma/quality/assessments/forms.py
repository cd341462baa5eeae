"""What is asked of assessments, papers with tasks and bands, references, rules and results."""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.vocabulary import STAGES
from gaisma.analytics.work_terms import ASSESSMENT_KINDS
from gaisma.base import wording
from gaisma.base.forms import (
    NewOrRevised,
    Revised,
    RowChoice,
    YearChoice,
    choices,
    day,
    lines,
    offer,
)
from gaisma.base.models import Organisation, SchoolYear
from gaisma.quality.assessments import terms
from gaisma.quality.assessments.models import Assessment, Band, Item, Paper, PassingRule, Result
from gaisma.record.people.fields import term
from gaisma.record.programmes.models import Subject

MARKS = 10
PARTS = ";"
LOW = "!"
ITEM_PARTS, BAND_PARTS = (2, 4), (4, 8)


def percents(label: Any, **given: Any) -> forms.DecimalField:
    """A number from 0 to 100."""
    return forms.DecimalField(
        label=label, min_value=0, max_value=100, max_digits=6, decimal_places=3, **given
    )


class AssessmentForm(NewOrRevised):
    """How a sitting is called, what it is, and when."""

    title_lv = forms.CharField(label=gettext_lazy("Title in Latvian"), max_length=160)
    title_en = forms.CharField(
        label=gettext_lazy("Title in English"), max_length=160, required=False
    )
    title_ru = forms.CharField(
        label=gettext_lazy("Title in Russian"), max_length=160, required=False
    )
    key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=64,
        help_text=gettext_lazy(
            "By this figures and files name it, such as “state exam grade 9 2024”."
        ),
    )
    kind = term(ASSESSMENT_KINDS, label=gettext_lazy("Kind"))
    school_year = YearChoice(
        SchoolYear.objects.none(), label=gettext_lazy("School year"), empty_label=None
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "school_year", SchoolYear.objects.all())

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if set(key) & set("|=;"):
            raise forms.ValidationError(gettext("Leave out the signs | = ; from the key."))
        return key

    @staticmethod
    def of(row: Assessment) -> dict[str, Any]:
        """What the form shows of one that stands."""
        names = ("title_lv", "title_en", "title_ru", "key", "kind", "school_year", "revision")
        return {name: getattr(row, name) for name in names}


class SubjectChoice(RowChoice):
    """Subjects of the catalogue."""


class PaperForm(NewOrRevised):
    """What a paper is, its tasks and its bands, a line each."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=32,
        help_text=gettext_lazy("By this files name it within the assessment."),
    )
    subject = SubjectChoice(Subject.objects.none(), label=gettext_lazy("Subject"))
    stage = term(STAGES, label=gettext_lazy("Stage of education"))
    grade = forms.IntegerField(
        label=gettext_lazy("Grade (1–12)"), min_value=1, max_value=12, required=False
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=[("", wording.DASH), *choices(terms.LEVELS)],
        required=False,
    )
    held_on = day(label=gettext_lazy("Day"))
    maximum = forms.DecimalField(
        label=gettext_lazy("Maximum in points"), min_value=0, max_digits=7, decimal_places=2
    )
    threshold = percents(
        gettext_lazy("Threshold in percent"),
        required=False,
        help_text=gettext_lazy("Who has less stands below it. The rule of passing proposes one."),
    )
    items = lines(
        gettext_lazy("Tasks"),
        rows=8,
        help_text=gettext_lazy(
            "A line each: number; maximum; what it tests; skill. Such as “1; 3; compares parts; "
            "reading”. Leave it empty where only sums are known."
        ),
    )
    bands = lines(
        gettext_lazy("Bands"),
        rows=8,
        help_text=gettext_lazy(
            "A line each, the lowest first: skill (empty for the whole); code; title in Latvian; "
            "points, percent, mark or told; least; most; title in English; title in Russian. Begin "
            "the line with ! where it counts as a low level of the language."
        ),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "subject", Subject.objects.all())

    def clean_items(self) -> list[dict[str, Any]]:
        return _read(self.cleaned_data["items"], _item)

    def clean_bands(self) -> list[dict[str, Any]]:
        return _read(self.cleaned_data["bands"], _band)

    @staticmethod
    def of(row: Paper) -> dict[str, Any]:
        """What the form shows of one that stands."""
        names = ("code", "subject", "stage", "grade", "level", "held_on", "maximum", "threshold")
        return {
            **{name: getattr(row, name) for name in (*names, "revision")},
            "items": "\n".join(_item_line(one) for one in row.items.order_by("number")),
            "bands": "\n".join(_band_line(one) for one in row.bands.order_by("order")),
        }


def _read(text: str, of: Callable[[Sequence[str]], dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines as fields. Raises ValidationError with the line that cannot be read."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        try:
            found.append(of([part.strip() for part in line.split(PARTS)]))
        except (ValueError, IndexError, InvalidOperation) as wrong:
            message = gettext("“%(line)s” cannot be read: look at the order of its parts.")
            raise forms.ValidationError(message % {"line": line}) from wrong
    return found


def _parts(parts: Sequence[str], least: int, most: int) -> list[str]:
    """So many parts, empty ones at the end. Raises ValueError."""
    if not least <= len(parts) <= most:
        raise ValueError(parts)
    return [*parts, *[""] * (most - len(parts))]


def _number(text: str) -> Decimal:
    value = Decimal(text.replace(",", "."))
    if not value.is_finite() or value < 0:
        raise ValueError(text)
    return value


def _item(parts: Sequence[str]) -> dict[str, Any]:
    number, maximum, outcome, skill = _parts(parts, *ITEM_PARTS)
    return {
        "number": int(number),
        "maximum": _number(maximum),
        "outcome": outcome,
        "skill": skill,
    }


def _band(parts: Sequence[str]) -> dict[str, Any]:
    skill, code, title, basis, least, most, english, russian = _parts(parts, *BAND_PARTS)
    if (
        basis not in terms.BASES
        or not code
        or not title
        or set(code + skill) & set("|=")
        or skill == terms.WHOLE
    ):
        raise ValueError(basis)
    return {
        "skill": skill.removeprefix(LOW).strip(),
        "code": code,
        "title_lv": title,
        "title_en": english,
        "title_ru": russian,
        "basis": basis,
        "least": _number(least) if least else None,
        "most": _number(most) if most else None,
        "is_low": skill.startswith(LOW),
    }


def plain(value: Decimal | None) -> str:
    """A number without needless zeros; nothing for none."""
    return "" if value is None else f"{value.normalize():f}"


def _item_line(item: Item) -> str:
    parts = (str(item.number), plain(item.maximum), item.outcome, item.skill)
    return f"{PARTS} ".join(parts)


def _band_line(band: Band) -> str:
    skill = f"{LOW}{band.skill}" if band.is_low else band.skill
    told = (skill, band.code, band.title_lv, band.basis, plain(band.least), plain(band.most))
    return f"{PARTS} ".join((*told, band.title_en, band.title_ru))


class ReferenceForm(forms.Form):
    """A published value beside which the results stand."""

    name = forms.ChoiceField(label=gettext_lazy("Whose"), choices=choices(terms.REFERENCES))
    percent = percents(gettext_lazy("Percent"))
    known_on = day(label=gettext_lazy("Published on"))
    source = forms.CharField(label=gettext_lazy("Source"), max_length=255)


class AverageForm(forms.Form):
    """An average of an institution as it was published."""

    institution = RowChoice(Organisation.objects.none(), label=gettext_lazy("Institution"))
    percent = percents(gettext_lazy("Percent"))
    source = forms.CharField(label=gettext_lazy("Source"), max_length=255)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        offer(self, "institution", Organisation.objects.institutions())


class RuleForm(NewOrRevised):
    """What it takes to pass at the end of a grade."""

    grade = forms.IntegerField(label=gettext_lazy("Grade (1–12)"), min_value=1, max_value=12)
    from_on = day(label=gettext_lazy("In force from"))
    threshold = percents(gettext_lazy("Threshold in percent"))
    needs = lines(
        gettext_lazy("Exams that are asked for"),
        help_text=gettext_lazy(
            "A line each: code of the subject, or several with | between them, and the least "
            "level: “English | German: optimal”."
        ),
    )
    higher_exams = forms.IntegerField(
        label=gettext_lazy("So many exams at the higher level"), min_value=0, max_value=9, initial=0
    )
    source = forms.CharField(label=gettext_lazy("Source"), max_length=255)

    def clean_needs(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["needs"].splitlines() if line.strip()]

    @staticmethod
    def of(row: PassingRule) -> dict[str, Any]:
        """What the form shows of one that stands."""
        names = ("grade", "from_on", "threshold", "higher_exams", "source", "revision")
        return {**{name: getattr(row, name) for name in names}, "needs": "\n".join(row.needs)}


class ReachedForm(forms.Form):
    """What somebody reached, or why not."""

    total = forms.DecimalField(
        label=gettext_lazy("Points"), min_value=0, max_digits=7, decimal_places=2, required=False
    )
    percent = percents(gettext_lazy("Percent"), required=False)
    mark = forms.IntegerField(
        label=gettext_lazy("Mark"), min_value=1, max_value=MARKS, required=False
    )
    points = forms.CharField(
        label=gettext_lazy("Points of each task"),
        required=False,
        help_text=gettext_lazy("In their order with | between them, - where it was left blank."),
    )
    absence = forms.ChoiceField(
        label=gettext_lazy("Absent or exempt"),
        choices=[("", wording.DASH), *choices(terms.ABSENCES)],
        required=False,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=160, required=False)

    def __init__(self, *args: Any, paper: Paper, **given: Any) -> None:
        super().__init__(*args, **given)
        self.paper = paper
        bands = paper.told_bands
        self.skills = list(bands)
        for place, skill in enumerate(self.skills):
            self.fields[f"level_{place}"] = forms.ChoiceField(
                label=terms.skill(skill).capitalize() if skill else gettext("Level"),
                choices=[("", wording.DASH), *bands[skill]],
                required=False,
            )
        if not paper.items.exists():
            del self.fields["points"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        chosen = [given.pop(f"level_{place}", "") for place, _skill in enumerate(self.skills)]
        pairs = zip(self.skills, chosen, strict=True)
        given["levels"] = [f"{skill or terms.WHOLE}={code}" for skill, code in pairs if code]
        text = given.get("points", "")
        given["points"] = [part.strip() for part in text.split("|")] if text else []
        return given

    @staticmethod
    def of(row: Result) -> dict[str, Any]:
        """What the form shows of a result that stands."""
        names = ("total", "percent", "mark", "absence", "reason", "revision")
        told = dict(one.split("=", 1) for one in row.levels)
        return {
            **{name: getattr(row, name) for name in names},
            "points": " | ".join(row.points),
            **{
                f"level_{place}": told.get(skill or terms.WHOLE, "")
                for place, skill in enumerate(row.paper.told_bands)
            },
        }


class CorrectForm(Revised, ReachedForm):
    """A provisional result, told otherwise."""

    because = forms.CharField(label=gettext_lazy("Why"), max_length=255, required=False)


class DecideForm(Revised, ReachedForm):
    """What an appeal comes to."""

    because = forms.CharField(label=gettext_lazy("Why"), max_length=255)


class AppealForm(Revised):
    """Why the learner does not agree."""

    because = forms.CharField(label=gettext_lazy("Why"), max_length=255)
