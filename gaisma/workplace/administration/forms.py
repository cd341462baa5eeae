from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from gaisma.base import thresholds
from gaisma.base.actions import SMALLEST_GROUPS
from gaisma.base.forms import NewOrRevised, day
from gaisma.base.registry import gathered
from gaisma.workplace.administration.actions import YEARS


class InstallationForm(forms.Form):
    """What the installation is set to."""

    municipality = forms.CharField(label=gettext_lazy("Municipality"), max_length=120)
    language = forms.ChoiceField(
        label=gettext_lazy("Main language"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("Letters and documents are written in it unless asked otherwise."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the pages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    smallest_group = forms.IntegerField(
        label=gettext_lazy("Smallest group that is shown outside"),
        min_value=SMALLEST_GROUPS.start,
        max_value=SMALLEST_GROUPS.stop - 1,
        help_text=gettext_lazy(
            "Counts of fewer people are hidden wherever figures leave the authority. Reports that "
            "have been approved stay as they are."
        ),
    )

    council = forms.CharField(
        label=gettext_lazy("What adopts"),
        max_length=160,
        required=False,
        help_text=gettext_lazy(
            "As its name stands in decisions, such as “Paraugpils valstspilsētas dome”. Empty: the "
            "municipality's council."
        ),
    )
    signatory_position = forms.CharField(
        label=gettext_lazy("Position of who signs reports"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Empty: the head of the authority."),
    )
    signatory_name = forms.CharField(
        label=gettext_lazy("Name of who signs reports"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Empty: a place is left to write it."),
    )
    signs_electronically = forms.BooleanField(
        label=gettext_lazy("Reports are signed electronically"),
        required=False,
        help_text=gettext_lazy(
            "What is approved then says that it bears a secure electronic signature and a time "
            "stamp."
        ),
    )

    def chosen_languages(self) -> list[str]:
        """The languages with the main one first."""
        main = self.cleaned_data["language"]
        return [main, *(code for code in self.cleaned_data["languages"] if code != main)]


class ThresholdsForm(forms.Form):
    """All thresholds that rooms declare, each with its default beside it."""

    def __init__(self, data: QueryDict | None) -> None:
        super().__init__(data, initial=thresholds.values())
        for one in gathered("THRESHOLDS"):
            self.fields[one.key] = forms.IntegerField(
                label=f"{gettext(one.title)} ({gettext(one.unit)})",
                min_value=one.least,
                max_value=one.most,
                help_text=gettext("Usually %(default)s; from %(least)s to %(most)s.")
                % {"default": one.default, "least": one.least, "most": one.most},
            )


class RetentionForm(forms.Form):
    """For how many years each kind of record is kept."""

    def __init__(self, data: QueryDict | None, *, kept: dict[str, int]) -> None:
        super().__init__(data, initial=kept)
        for kind in gathered("RETENTION"):
            self.fields[kind.key] = forms.IntegerField(
                label=gettext(kind.title),
                min_value=YEARS[0],
                max_value=YEARS[-1],
                help_text=gettext("Usually %(years)s years.") % {"years": kind.years},
            )


class SchoolYearForm(forms.Form):
    """A school year to be added."""

    name = forms.CharField(
        label=gettext_lazy("School year"),
        max_length=9,
        help_text=gettext_lazy("Two years that follow each other, such as 2024/2025."),
    )


class TermForm(forms.Form):
    """A term of a school year."""

    number = forms.IntegerField(label=gettext_lazy("Number of the term"), min_value=1, max_value=9)
    from_on = day(label=gettext_lazy("First day"))
    to_on = day(label=gettext_lazy("Last day"))


class MovedDayForm(forms.Form):
    """A working day that was moved."""

    day_off_on = day(
        label=gettext_lazy("Free day"),
        help_text=gettext_lazy("A working day on which nobody works."),
    )
    worked_on = day(
        label=gettext_lazy("Worked instead"),
        help_text=gettext_lazy("A free day on which everybody works."),
    )


class SubjectForm(NewOrRevised):
    """A subject of the catalogue."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=64)
    title = forms.CharField(label=gettext_lazy("Subject"), max_length=255)
