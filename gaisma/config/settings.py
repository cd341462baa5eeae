"""The one settings module; what differs between installations comes from the environment."""

from pathlib import Path

from django.utils.functional import lazy

from gaisma.base import keys
from gaisma.config import environment
from gaisma.config.databases import database

PACKAGE = Path(__file__).resolve().parent.parent

GAISMA_HOME = environment.path("GAISMA_HOME", "var")
DEBUG = environment.flag("GAISMA_DEBUG", default=False)
# Made when it is first used, so that asking for help leaves no folder behind.
SECRET_KEY = lazy(keys.signing_key, str)(GAISMA_HOME)
ALLOWED_HOSTS = environment.words("GAISMA_HOSTS", "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = environment.words("GAISMA_ORIGINS")

INSTALLED_APPS = [
    "gaisma.config",
    "gaisma.sample",
    "gaisma.workplace.administration",
    "gaisma.workplace.api",
    "gaisma.workplace.search",
    "gaisma.workplace.data_quality",
    "gaisma.workplace.closing",
    "gaisma.workplace.new_year",
    "gaisma.workplace.calendar",
    "gaisma.workplace.home",
    "gaisma.record.governance",
    "gaisma.record.programmes",
    "gaisma.record.people",
    "gaisma.record.organisations",
    "gaisma.evidence.archive",
    "gaisma.evidence.reports",
    "gaisma.evidence.interop",
    "gaisma.evidence.figures",
    "gaisma.evidence.lake",
    "gaisma.base.works",
    "gaisma.base.accounts",
    "gaisma.base",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_cotton",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "tree_queries",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "gaisma.base.middleware.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gaisma.base.middleware.Refusals",
]
FORM_RENDERER = "gaisma.base.form_renderer.OurForms"
ROOT_URLCONF = "gaisma.config.urls"
WSGI_APPLICATION = "gaisma.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gaisma.base.context.page",
            ],
        },
    }
]

DATABASES = {"default": database(GAISMA_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "base.User"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

GAISMA_ENGINE = environment.text("GAISMA_ENGINE", "duckdb")

LANGUAGE_CODE = "lv"
LANGUAGES = [("lv", "Latviešu"), ("en", "English"), ("ru", "Русский")]
LOCALE_PATHS = [PACKAGE / "analytics" / "locale"]
TIME_ZONE = environment.text("GAISMA_TIME_ZONE", "Europe/Riga")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = GAISMA_HOME / "static"
WHITENOISE_USE_FINDERS = True
SILENCED_SYSTEM_CHECKS: list[str] = []

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.flag("GAISMA_HTTPS", default=False)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "gaisma.base.error_views.csrf_failure"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": environment.text("GAISMA_LOG_LEVEL", "WARNING")},
}
