from django.forms.renderers import TemplatesSetting


class OurForms(TemplatesSetting):
    """Renders every form, also those of parts that we use, in our look."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
