"""Letters with the way to a new password, which the worker writes and sends.

What waits in the queue is sealed, and holds no link: that is made when the letter is written.
"""

import json
from contextlib import suppress
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django_tasks import task
from django_tasks.base import TASK_MAX_PRIORITY

from gaisma.base import personal_codes
from gaisma.base.accounts import letters
from gaisma.base.accounts.letters import UnableToSend
from gaisma.base.models import User


def ask(user: User, *, email: str, language: str, origin: str) -> None:
    """Have the letter sent; of nobody as well."""
    asked = {"user": user.pk, "email": email, "language": language, "origin": origin}
    send.enqueue(personal_codes.encrypted(json.dumps(asked)))


@task(priority=TASK_MAX_PRIORITY)
def send(sealed: str) -> None:
    """Write the letter and send it, before what else waits; whoever gets none asks again."""
    asked = json.loads(personal_codes.decrypted(sealed))
    user = User.objects.filter(pk=asked["user"], is_active=True).first()
    kind = "no_account" if user is None else "new_password"
    words = {} if user is None else _words(user, asked["origin"])
    # What could not be sent is in the log, without the address.
    with suppress(UnableToSend):
        letters.send(kind, to=asked["email"], words=words, language=asked["language"])


def _words(user: User, origin: str) -> dict[str, str]:
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _dash, token = key.partition("-")
    way = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return {"address": urljoin(origin, way), "username": user.username}
