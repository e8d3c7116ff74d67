from django.urls import path

from koers.organisations import views

app_name = "organisations"
_PERSON = "organisation/people/<uuid:user_id>/"
urlpatterns = [
    path("organisation/", views.overview, name="overview"),
    path("organisation/people/", views.people, name="people"),
    path("organisation/people/new/", views.add_person, name="add_person"),
    path(_PERSON, views.person, name="person"),
    path(f"{_PERSON}role/", views.give_role, name="give_role"),
    path(f"{_PERSON}role/end/", views.end_role, name="end_role"),
    path(f"{_PERSON}disable/", views.disable, name="disable"),
    path(f"{_PERSON}enable/", views.enable, name="enable"),
    path(f"{_PERSON}password/", views.password_link, name="password_link"),
    path("organisation/teams/", views.teams, name="teams"),
    path("organisation/teams/<uuid:team_id>/", views.rename_team, name="rename_team"),
    path("organisation/settings/", views.settings_page, name="settings"),
    path("organisation/rules/", views.policies, name="policies"),
    path("organisation/rules/<str:key>/", views.propose_policy, name="propose_policy"),
    path("organisation/rules/<str:key>/decision/", views.decide_policy, name="decide_policy"),
]
