from django.urls import path

from koers.first_run import views

app_name = "first_run"
urlpatterns = [
    path("setup/", views.start, name="start"),
    path("setup/administrator/", views.administrator, name="administrator"),
    path("setup/lists/", views.lists, name="lists"),
    path("setup/people/", views.people, name="people"),
    path("setup/settings/", views.first_settings, name="settings"),
    path("setup/done/", views.done, name="done"),
]
