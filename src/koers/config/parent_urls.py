"""The parents' door: of all addresses, only these exist for who came through a link (TRUST § 4.1)."""

from django.urls import include, path

urlpatterns = [path("", include("koers.measurements.entrance.urls"))]

handler400 = "koers.ui.views.bad_request"
handler403 = "koers.ui.views.permission_denied"
handler404 = "koers.ui.views.page_not_found"
handler500 = "koers.ui.views.server_error"
