from django.urls import path

from koers.measurements import views

app_name = "measurements"
urlpatterns = [
    path("families/<uuid:family_id>/paper/", views.paper, name="paper"),
    path("families/<uuid:family_id>/parents/<uuid:parent_id>/paper/", views.paper_entry, name="paper_entry"),
]
