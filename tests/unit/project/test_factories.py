"""The factories make every model of the record and of the base."""

import pytest
from django.apps import apps
from django.db.models import Model

from tests import factories

BUILT = [
    model
    for config in apps.get_app_configs()
    if config.name.startswith(("gaisma.base", "gaisma.record"))
    for model in config.get_models()
]


def _factory_name(model: type[Model]) -> str:
    words = "".join(
        f"_{letter.lower()}" if letter.isupper() else letter for letter in model.__name__
    )
    return words.lstrip("_")


@pytest.mark.django_db
@pytest.mark.parametrize("model", BUILT, ids=lambda model: model.__name__)
def test_factory_of_each_model_makes_a_valid_row(model: type[Model]) -> None:
    row = getattr(factories, _factory_name(model))()

    filled = {field.name for field in model._meta.fields if field.value_from_object(row)}
    row.clean_fields(exclude={field.name for field in model._meta.fields} - filled)
    row.validate_constraints()
    assert model._default_manager.get(pk=row.pk) == row


@pytest.mark.django_db
def test_factory_given_a_field_uses_it() -> None:
    school = factories.institution(code="school")

    group = factories.group(institution=school, name="5.b")

    assert (group.institution, group.name) == (school, "5.b")
    assert group.programme.institution == school


@pytest.mark.django_db
def test_person_given_a_personal_code_stores_it_encrypted() -> None:
    person = factories.person(personal_code="32000000001")

    assert person.personal_code_hash
    assert "32000000001" not in person.personal_code_encrypted
