"""The one settings module; what differs between installations comes from the environment."""

from datetime import timedelta
from logging import DEBUG as DEBUG_LEVEL
from logging import INFO as INFO_LEVEL
from pathlib import Path

from django.utils.functional import lazy

from gaisma.base import keys
from gaisma.config import environment, logs, sign_in
from gaisma.config.databases import database
from gaisma.config.mail import mail
from gaisma.config.security import Security

PACKAGE = Path(__file__).resolve().parent.parent

GAISMA_HOME = environment.path("GAISMA_HOME", "var")
DEBUG = environment.flag("GAISMA_DEBUG", default=False)
# Made when it is first used, so that asking for help leaves no folder behind.
SECRET_KEY = lazy(keys.signing_key, str)(GAISMA_HOME)
ALLOWED_HOSTS = environment.words("GAISMA_HOSTS", "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = environment.words("GAISMA_ORIGINS")
_HTTPS = environment.flag("GAISMA_HTTPS", default=False)

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
    "gaisma.quality.selfevaluation",
    "gaisma.quality.attendance",
    "gaisma.quality.assessments",
    "gaisma.quality.challenges",
    "gaisma.quality.wellbeing",
    "gaisma.quality.inspections",
    "gaisma.quality.prevention",
    "gaisma.quality.socialemotional",
    "gaisma.quality.surveys",
    "gaisma.quality.calibration",
    "gaisma.quality.observations",
    "gaisma.record.instruments",
    "gaisma.record.governance",
    "gaisma.record.journals",
    "gaisma.record.programmes",
    "gaisma.record.people",
    "gaisma.record.organisations",
    "gaisma.evidence.archive",
    "gaisma.evidence.reports",
    "gaisma.evidence.interop",
    "gaisma.evidence.figures",
    "gaisma.evidence.lake",
    "gaisma.base.jobs",
    "gaisma.base.files",
    "gaisma.base.thresholds",
    "gaisma.base.accounts",
    "gaisma.base",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_tables2",
    "tree_queries",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "gaisma.base.logs.Requests",
    "django.middleware.security.SecurityMiddleware",
    "gaisma.base.middleware.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # It adds a random length, and Django's tokens differ each time: a length betrays nothing.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gaisma.base.request_cache.ReadOnce",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "gaisma.base.accounts.entrance.middleware.IdleSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gaisma.base.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]
FORM_RENDERER = "gaisma.base.forms.OurForms"
ROOT_URLCONF = "gaisma.config.urls"
WSGI_APPLICATION = "gaisma.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "gaisma.base.unindented.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gaisma.base.navigation.on_every_page",
                "gaisma.base.jobs.queries.jobs_news",
                "gaisma.evidence.lake.engines.page",
            ],
        },
    }
]

DATABASES = {"default": database(GAISMA_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "base.User"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60

_FORMS = "gaisma.base.accounts.entrance.forms"
_ADAPTERS = "gaisma.base.accounts.entrance.adapters"
ACCOUNT_ADAPTER = f"{_ADAPTERS}.Accounts"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Wrong passwords are the other part's to count; here is what it does not see, wrong codes.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,10/5m/key"}
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignIn",
    "reset_password": f"{_FORMS}.AskForPassword",
    "reset_password_from_key": f"{_FORMS}.NewPassword",
    "set_password": f"{_FORMS}.SetPassword",
    "change_password": f"{_FORMS}.ChangePassword",
    "reauthenticate": f"{_FORMS}.Confirm",
}
MFA_ADAPTER = f"{_ADAPTERS}.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Gaisma"
# A browser offers keys on this machine itself without HTTPS too, for trying out.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS
# Our addresses are proven before they stand in an account.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": f"{_FORMS}.Code",
    "reauthenticate": f"{_FORMS}.ConfirmByCode",
    "activate_totp": f"{_FORMS}.BeginCodes",
    "add_webauthn": f"{_FORMS}.AddPasskey",
    "edit_webauthn": f"{_FORMS}.RenamePasskey",
}
SOCIALACCOUNT_ADAPTER = f"{_ADAPTERS}.SocialAccounts"
SOCIALACCOUNT_PROVIDERS = sign_in.providers()
# A link leads there: the content policy would hold back a form that is sent on to another site.
SOCIALACCOUNT_LOGIN_ON_GET = True

_LOCKS = "gaisma.base.accounts.entrance.signing_in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = f"{_LOCKS}.name_of"
AXES_LOCKOUT_CALLABLE = f"{_LOCKS}.locked_out"
AXES_CLIENT_IP_CALLABLE = "gaisma.base.accounts.entrance.signing_in.client_address"
AXES_VERBOSE = False

GAISMA_ADDRESS = environment.text("GAISMA_ADDRESS", "http://127.0.0.1:8000/")
GAISMA_PROXIES = environment.whole_number("GAISMA_PROXIES", 0)

_MAIL = mail(GAISMA_HOME)
EMAIL_BACKEND, EMAIL_FILE_PATH = _MAIL.backend, _MAIL.folder
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.starttls, _MAIL.tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("GAISMA_MAIL_FROM", "gaisma@localhost")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

GAISMA_ENGINE = environment.one_of("GAISMA_ENGINE", ("duckdb", "spark"), "duckdb")

LANGUAGE_CODE = "lv"
LANGUAGES = [("lv", "Latviešu"), ("en", "English"), ("ru", "Русский")]
LOCALE_PATHS = [PACKAGE / "analytics" / "locale"]
TIME_ZONE = environment.time_zone("GAISMA_TIME_ZONE", "Europe/Riga")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = GAISMA_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gaisma.config.static.Hashed"},
}
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
WHITENOISE_USE_FINDERS = True
# To be on the list that browsers ship is for whoever owns the domain, not for a program.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

SESSION_ENGINE = "gaisma.base.accounts.entrance.sessions"
_SECURITY = Security(https=_HTTPS, is_proxied=GAISMA_PROXIES > 0)
SESSION_COOKIE_NAME = _SECURITY.session_cookie
SESSION_COOKIE_AGE = environment.whole_number("GAISMA_SESSION_HOURS", 8) * 60 * 60
CSRF_COOKIE_NAME = _SECURITY.csrf_cookie
LANGUAGE_COOKIE_NAME = _SECURITY.language_cookie
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = _SECURITY.proxy_header
SECURE_SSL_REDIRECT = _SECURITY.redirects
# Who looks whether the server lives asks it directly.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = _SECURITY.hsts_seconds
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "gaisma.base.pages.csrf_failure"

LOGGING = logs.settings()
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = DEBUG_LEVEL
# That somebody may not, or mistypes an address, is no fault of the program.
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = INFO_LEVEL
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = GAISMA_PROXIES > 0
