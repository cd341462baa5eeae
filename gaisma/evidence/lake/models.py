from django.db import models


class TableChange(models.Model):
    """How often a table of the record has changed: what a refresh compares."""

    table = models.CharField(max_length=64, unique=True)
    counter = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.table}: {self.counter}"


class LakeVersion(models.Model):
    """What the lake held at a moment: for each table its files, schema and number of rows.

    `contents` maps a table to {files: [{name, rows, cut}], schema: {column: type}, rows}; `digest`
    hashes the files' names, so that equal digests are equal facts wherever they lie.
    `changes` maps a table of the record to the counter that the version has seen.
    """

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField()
    reason = models.CharField(max_length=255)
    contents = models.JSONField()
    digest = models.CharField(max_length=64)
    changes = models.JSONField(default=dict)
    kept_for = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.number)
