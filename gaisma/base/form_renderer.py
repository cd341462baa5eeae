from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_noop

SAID_OTHERWISE = (gettext_noop("This field is required."),)
"""What the framework says and our catalogue says better."""


class OurForms(TemplatesSetting):
    """Renders every form, also those of parts that we use, in our look."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
