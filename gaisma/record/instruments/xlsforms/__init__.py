"""Questionnaires as XLSForm workbooks, the way in which the field writes them in Excel."""

from gaisma.record.instruments.xlsforms.reading import UnableToTakeIn, questionnaire
from gaisma.record.instruments.xlsforms.writing import workbook

__all__ = ["UnableToTakeIn", "questionnaire", "workbook"]
