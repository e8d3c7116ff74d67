from django.urls import path

from koers.instruments import views

app_name = "instruments"
urlpatterns = [
    path("organisation/instruments/", views.overview, name="list"),
    path("organisation/instruments/import/", views.take_in, name="import"),
    path("organisation/instruments/<uuid:version_id>/", views.detail, name="detail"),
    path("organisation/instruments/<uuid:version_id>/activate/", views.activate, name="activate"),
    path("organisation/instruments/<uuid:version_id>/retire/", views.retire, name="retire"),
]
