from django.urls import path

from koers.caseload import views

app_name = "caseload"
urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/meeting/", views.meeting, name="meeting"),
    path("families/", views.families, name="families"),
    path("families/courses/", views.courses, name="courses"),
    path("families/<uuid:family_id>/", views.family, name="family"),
]
