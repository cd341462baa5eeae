"""Fields of forms that take a file."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from gaisma.base.files import judging
from gaisma.base.files.kinds import LARGEST, PDF, PICTURE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class _AttachedField(forms.FileField):
    """A file of one kind: gives the bytes that are kept of it, empty where there is none.

    It is judged here, before anybody waits for the record.
    """

    kind: str
    accept: str
    told: Any

    def __init__(self, **given: Any) -> None:
        given.setdefault("help_text", self.told)
        super().__init__(widget=forms.FileInput(attrs={"accept": self.accept}), **given)

    def clean(self, data: Any, initial: Any = None) -> bytes:
        sent: UploadedFile[bytes] | None = super().clean(data, initial)
        if not sent:
            return b""
        if (sent.size or 0) > LARGEST[self.kind]:
            raise forms.ValidationError(judging.too_large(self.kind).message)
        try:
            return self.judged(sent.read())
        except judging.UnableToAttach as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def judged(self, content: bytes) -> bytes:
        """What is kept of the content. Raises UnableToAttach."""
        raise NotImplementedError


class PictureField(_AttachedField):
    """A picture; a phone offers its camera."""

    kind = PICTURE
    accept = "image/jpeg,image/png,image/webp"
    told = gettext_lazy("JPEG, PNG or WebP, up to 15 MB. Where it was taken is not kept.")

    def judged(self, content: bytes) -> bytes:
        return judging.picture(content)


class DocumentField(_AttachedField):
    """A document as PDF."""

    kind = PDF
    accept = "application/pdf,.pdf"
    told = gettext_lazy("PDF, up to 20 MB.")

    def judged(self, content: bytes) -> bytes:
        return judging.document(content)
