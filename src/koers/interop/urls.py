from django.urls import path

from koers.interop import views

app_name = "interop"
urlpatterns = [path("organisation/import/", views.import_lists, name="import")]
