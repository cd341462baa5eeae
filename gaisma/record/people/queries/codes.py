"""Whether personal codes can be read by the keys at hand."""

from cryptography.exceptions import InvalidTag

from gaisma.base import damage
from gaisma.base.personal_codes import decrypted
from gaisma.record.people.models import Person


def demand_keys() -> None:
    """Raises Damaged where the record holds personal codes that no key at hand opens.

    A machine that begins beside others without their keys would make keys of its own, and write
    codes that no other machine reads.
    """
    coded = Person.objects.exclude(personal_code_encrypted="").order_by("-pk")
    newest = coded.values_list("personal_code_encrypted", flat=True).first()
    if newest is None:
        return
    try:
        decrypted(newest)
    except InvalidTag:
        raise damage.wrong_keys() from None
