from django.urls import path

from koers.ui import views

app_name = "ui"
urlpatterns = [
    path("about/", views.about, name="about"),
    path("help/", views.help_page, name="help"),
    path("theme/", views.theme, name="theme"),
]
