"""How Wagtail is set up: the same for every site of ours."""

WAGTAIL_SITE_NAME = "Peili"
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # the admin must not tell a third party who works here
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
# Passwords and second factors are allauth's alone: no other page may let anyone in or change a password.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/tili/login/"
WAGTAILDOCS_DOCUMENT_MODEL = "media.Attachment"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# The calendar puts the present moment in the place of what it cannot read, so it must read what people here write.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_TIME_FORMAT = "%H.%M"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H.%M"
FORMAT_MODULE_PATH = "config.formats"
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILMEDIA = {"MEDIA_MODEL": "media.Recording", "MEDIA_FORM_BASE": "media.forms.RecordingForm"}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True
