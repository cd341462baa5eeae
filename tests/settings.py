"""The project's settings for the tests: a home of their own, and nothing slow."""

import os
import tempfile

# It lives as long as the process and is removed with it.
_home = tempfile.TemporaryDirectory(prefix="gaisma-tests-")
os.environ["GAISMA_HOME"] = _home.name

from gaisma.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# What one test asks for must not be refused because another has asked as often.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # What is asked for in no order comes in another than that in which it was written: nobody may
    # rely on an order that is left to the database.
    OPTIONS = DATABASES["default"]["OPTIONS"]  # noqa: F405
    OPTIONS["init_command"] += "PRAGMA reverse_unordered_selects=ON;"
