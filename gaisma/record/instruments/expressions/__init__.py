"""Conditions and constraints of a questionnaire: the expressions of XLSForm that we understand.

They are read once (`parsed`) into a tree that server and browser evaluate alike (`evaluation.py`,
`static/instruments/expressions.js`). Source of what they mean: the ODK XForms specification, with
every answer taken as text, as XForms does: an item that is not answered is the empty text.
"""

from gaisma.record.instruments.expressions.evaluation import holds
from gaisma.record.instruments.expressions.syntax import Tree, UnableToUnderstand, asked, parsed

__all__ = ["Tree", "UnableToUnderstand", "asked", "holds", "parsed"]
