"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import ADMINISTRATORS, OFFICIALS, Action

CHOOSE_COLUMNS = Action("upload.choose", gettext_noop("Said what the columns of a file are"))
DISCARD_UPLOAD = Action("upload.discard", gettext_noop("Discarded a file"))
KEEP_UPLOAD = Action("upload.keep", gettext_noop("Brought a file to look at"))

TAKE_IN = Action(
    "import.take_in",
    gettext_noop("Took in a file"),
    touches_what_it_finds=True,
    news_for=(OFFICIALS, ADMINISTRATORS),
)
UNDO_IMPORT = Action(
    "import.undo",
    gettext_noop("Undid an import"),
    touches_what_it_finds=True,
    news_for=(OFFICIALS,),
)

TAKE_OUT_TABLE = Action("table.take_out", gettext_noop("Took away a table"), is_read=True)

FORGET_MAPPING = Action(
    "column_mapping.forget", gettext_noop("Forgot the columns of another system")
)
KEEP_MAPPING = Action("column_mapping.keep", gettext_noop("Kept the columns of another system"))
KEEP_MEANINGS = Action(
    "column_mapping.choose", gettext_noop("Said what values of another system mean")
)
