"""Every address. English paths, Dutch pages (CONTRACTS § 3)."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from koers.config import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("csp/", views.csp_report, name="csp_report"),
    path("language/", set_language, name="set_language"),
    path("", include("koers.ui.urls")),
    path("", include("koers.accounts.urls")),
    path("", include("koers.caseload.urls")),
    path("", include("koers.families.urls")),
    path("", include("koers.measurements.urls")),
    path("", include("koers.measurements.entrance.urls")),
    path("", include("koers.trajectories.urls")),
    path("", include("koers.organisations.urls")),
    path("", include("koers.first_run.urls")),
    path("", include("koers.instruments.urls")),
    path("", include("koers.interop.urls")),
    path("", include("koers.audit.urls")),
]
if settings.DEMO_MODE:
    urlpatterns.append(path("", include("koers.demo.urls")))

handler400 = "koers.ui.views.bad_request"
handler403 = "koers.ui.views.permission_denied"
handler404 = "koers.ui.views.page_not_found"
handler500 = "koers.ui.views.server_error"
