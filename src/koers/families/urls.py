from django.urls import path

from koers.families.handover.views import hand_over, hand_over_from, handed_over
from koers.families.views import add, sharing

app_name = "families"
urlpatterns = [
    path("organisation/hand-over/", hand_over, name="hand_over"),
    path("organisation/hand-over/done/", handed_over, name="handed_over"),
    path("organisation/hand-over/<uuid:user_id>/", hand_over_from, name="hand_over_from"),
    path("families/new/", add, name="add"),
    path("families/<uuid:family_id>/sharing/", sharing, name="sharing"),
]
