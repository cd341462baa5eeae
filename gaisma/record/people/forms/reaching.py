"""How people are reached, and what other systems call them."""

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.base.forms import seen_revision
from gaisma.record.people.forms.persons import NamedForm
from gaisma.record.people.words import CONTACT_KINDS, REACHES, RELATIONS

ORDER_HELP = gettext_lazy("The smallest number is tried first.")


class ContactForm(forms.Form):
    """A way to reach a person."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(CONTACT_KINDS.items()))
    value = forms.CharField(label=gettext_lazy("Contact"), max_length=255)
    order = forms.IntegerField(
        label=gettext_lazy("Order"), min_value=1, max_value=99, initial=1, help_text=ORDER_HELP
    )


class ContactChangeForm(ContactForm):
    """The same for a contact that is there."""

    revision = seen_revision()


class GuardianTerms(forms.Form):
    """What somebody is to a learner, and what they may be told."""

    relation = forms.ChoiceField(label=gettext_lazy("Relation"), choices=list(RELATIONS.items()))
    reach = forms.ChoiceField(label=gettext_lazy("May be told"), choices=list(REACHES.items()))
    order = forms.IntegerField(
        label=gettext_lazy("Order"), min_value=1, max_value=99, initial=1, help_text=ORDER_HELP
    )


class GuardianForm(NamedForm, GuardianTerms):
    """Somebody responsible for a learner."""

    field_order = ("personal_code", "given_name", "family_name", "relation", "reach", "order")


class GuardianChangeForm(GuardianTerms):
    """The same for somebody who is there."""

    revision = seen_revision()


class IdentifierForm(forms.Form):
    """What another system calls the person."""

    scheme = forms.CharField(
        label=gettext_lazy("Register or system"),
        max_length=64,
        help_text=gettext_lazy("As imports name it, for example: viis."),
    )
    value = forms.CharField(label=gettext_lazy("Number there"), max_length=255)
