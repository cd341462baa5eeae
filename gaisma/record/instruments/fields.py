"""How the record keeps a questionnaire: as JSON, which is read into the value once."""

import json
from functools import lru_cache
from typing import Any

from django.db import models

from gaisma.record.instruments import questionnaire
from gaisma.record.instruments.questionnaire import Questionnaire

READ = 256
"""So many questionnaires stay read: a survey's is asked for with every answer."""


class QuestionnaireField(models.JSONField):
    """A `Questionnaire`."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Questionnaire:
        """The questionnaire of the JSON, the same one for the same JSON."""
        return read(value)

    def validate(self, value: Questionnaire, model_instance: models.Model | None) -> None:
        """Not as JSON, which it is not yet."""
        models.Field.validate(self, value, model_instance)

    def get_prep_value(self, value: Questionnaire) -> dict[str, Any]:
        """The questionnaire as JSON keeps it."""
        return questionnaire.as_json(value)


@lru_cache(maxsize=READ)
def read(kept: str) -> Questionnaire:
    """The questionnaire of a text of JSON."""
    return questionnaire.from_json(json.loads(kept))
