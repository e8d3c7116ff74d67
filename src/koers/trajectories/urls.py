from django.urls import path

from koers.trajectories import copy_views, item_views, views
from koers.trajectories.signals import views as signal_views

app_name = "trajectories"
urlpatterns = [
    path("families/<uuid:family_id>/profile/", views.profile, name="profile"),
    path("families/<uuid:family_id>/items/", item_views.items, name="items"),
    path("families/<uuid:family_id>/profile/copy/", copy_views.copy, name="copy"),
    path("families/<uuid:family_id>/profile.svg", views.chart, name="chart"),
    path("families/<uuid:family_id>/profile.pdf", views.pdf, name="pdf"),
    path("families/<uuid:family_id>/profile/print/", views.print_page, name="print"),
    path("families/<uuid:family_id>/expectation/", views.expectation, name="expectation"),
    path("families/<uuid:family_id>/reading/", views.reading, name="reading"),
    path("families/<uuid:family_id>/point/", signal_views.answer, name="answer"),
    path("families/<uuid:family_id>/point/confirm/", signal_views.confirm, name="confirm"),
    path("families/<uuid:family_id>/statement/", signal_views.statement, name="statement"),
    path("families/<uuid:family_id>/reading/sign/", signal_views.sign, name="sign"),
]
