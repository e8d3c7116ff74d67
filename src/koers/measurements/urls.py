from django.urls import path

from koers.measurements import views
from koers.measurements.blank import views as blank
from koers.measurements.correcting import views as correcting
from koers.measurements.inviting import views as inviting

app_name = "measurements"
urlpatterns = [
    path("paper/", blank.paper_code, name="paper_code"),
    path("families/<uuid:family_id>/paper/blank/", blank.blank, name="blank"),
    path("families/<uuid:family_id>/paper/", views.paper, name="paper"),
    path("families/<uuid:family_id>/parents/<uuid:parent_id>/paper/", views.paper_entry, name="paper_entry"),
    path(
        "families/<uuid:family_id>/lists/<uuid:administration_id>/correct/",
        correcting.correct,
        name="correct",
    ),
    path("families/<uuid:family_id>/invite/", inviting.invite, name="invite"),
    path("families/<uuid:family_id>/invite/withdraw/", inviting.withdraw, name="withdraw"),
    path(
        "families/<uuid:family_id>/parents/<uuid:parent_id>/hand-over/", inviting.hand_over, name="hand_over"
    ),
]
