"""Pages of the administration."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from gaisma.base import acting
from gaisma.base.access import SignedInRequest
from gaisma.base.forms import sent


def removing(request: SignedInRequest, *, act: acting.Act, **page: Any) -> HttpResponse:
    """Ask once more before a row of the reference data is removed."""
    return acting.asked(
        request,
        forms.Form(sent(request)),
        act=act,
        said=_("It has been removed."),
        button=_("Remove"),
        danger=True,
        **page,
    )
