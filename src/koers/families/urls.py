from django.urls import path

from koers.families import views

app_name = "families"
urlpatterns = [
    path("families/new/", views.add, name="add"),
    path("families/<uuid:family_id>/sharing/", views.sharing, name="sharing"),
]
