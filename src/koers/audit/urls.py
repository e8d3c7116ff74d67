from django.urls import path

from koers.audit import views

app_name = "audit"
urlpatterns = [path("privacy/log/", views.log, name="log")]
