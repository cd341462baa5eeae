from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from gaisma.base.constraints import CheckConstraint, UniqueConstraint


class Import(models.Model):
    """A file that was taken in: where from, what it changed, and whether it was undone.

    `counts` holds created, changed, ended and unchanged rows by kind of table. `notes` are those
    about the file as a whole, which name nobody. `lake_files` are the mass facts that it added.
    """

    account_columns = ("by_id", "undone_by_id")

    source = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    file = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="imports"
    )
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    lake_version = models.PositiveIntegerField(null=True)
    lake_files = models.JSONField(default=list)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="undone_imports"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(undone_by__isnull=True) | Q(undone_at__isnull=False),
                name="import_undone_by_somebody_at_a_moment",
                violation_error_message=gettext_lazy(
                    "Who undid the import is given without a moment: undo it anew."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.file}"

    def get_absolute_url(self) -> str:
        return reverse("interop:import", args=[self.pk])

    @property
    def status(self) -> str:
        return "taken" if self.undone_at is None else "undone"


class ImportedRows(models.Model):
    """What an import did to one table of the record, so that it can be undone.

    `created` is Parquet of the new rows' `id` and the `revision` it left (null for tables without
    one); `previous` is Parquet of the changed rows as they were, with `left_revision`.
    """

    copied_columns = ("created", "previous")

    importing = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    model = models.CharField(max_length=64)
    order = models.PositiveSmallIntegerField()
    created = models.BinaryField()
    previous = models.BinaryField()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["importing", "model"],
                name="imported_rows_once_a_model",
                violation_error_message=gettext_lazy(
                    "The rows of this import are noted already: look at the import anew."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.importing_id}: {self.model}"


class ColumnMapping(models.Model):
    """What a sender calls the columns of a kind of table: their name → the contract's column.

    `meanings` are by column what its values mean: theirs → the code of the closed list, or ""
    for a cell that is to be read as empty.
    """

    source = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    meanings = models.JSONField(default=dict)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["source", "kind"],
                name="column_mapping_once_a_source",
                violation_error_message=gettext_lazy(
                    "The columns of this source are matched already: change that matching."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("interop:mapping", args=[self.pk])


class Upload(models.Model):
    """A file that waits to be taken in: where it lies, what was understood, what would change.

    `status` is what the last check answered (empty before it). What a check found names people, and
    goes when the file goes: after it was taken in, was discarded, or has waited too long.
    """

    copied_columns = ("file", "changes", "understood")

    file = models.CharField(max_length=255)
    folder = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=64)
    source = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="uploads"
    )
    at = models.DateTimeField()
    status = models.CharField(max_length=16, blank=True)
    checked_at = models.DateTimeField(null=True)
    understood = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    problems_total = models.PositiveIntegerField(default=0)
    importing = models.ForeignKey(
        Import, null=True, on_delete=models.SET_NULL, related_name="uploads"
    )

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(status="", checked_at__isnull=True)
                | (~Q(status="") & Q(checked_at__isnull=False)),
                name="upload_checked_with_an_answer",
                violation_error_message=gettext_lazy(
                    "A file that was checked has its answer: check it anew."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.file

    def get_absolute_url(self) -> str:
        return reverse("interop:upload", args=[self.pk])


class Found(models.Model):
    """What a check had to say about a file: a problem, a note or a question, with its place."""

    copied_columns = ("value", "message")

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="found")
    tone = models.CharField(
        max_length=8, choices=[(tone, tone) for tone in ("problem", "note", "decision")]
    )
    file = models.CharField(max_length=255)
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=255, blank=True)
    value = models.TextField(blank=True)
    message = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["upload", "tone", "row"], name="found_by_row")]

    def __str__(self) -> str:
        return f"{self.upload_id}: {self.tone}"
