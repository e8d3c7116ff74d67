from django.urls import path

from koers.families.views import add, sharing

app_name = "families"
urlpatterns = [
    path("families/new/", add, name="add"),
    path("families/<uuid:family_id>/sharing/", sharing, name="sharing"),
]
