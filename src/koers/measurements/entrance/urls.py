from django.urls import path
from django.views.i18n import set_language

from koers.measurements.entrance import views

app_name = "entrance"
urlpatterns = [
    path("i/<str:code>", views.start, name="start"),
    path("fill/language/", set_language, name="language"),
    path("fill/begin/", views.begin, name="begin"),
    path("fill/welcome/", views.welcome, name="welcome"),
    path("fill/", views.resume, name="resume"),
    path("fill/<int:number>/", views.question, name="question"),
    path("fill/check/", views.check, name="check"),
    path("fill/send/", views.send, name="send"),
    path("fill/thanks/", views.thanks, name="thanks"),
    path("fill/stop/", views.stop, name="stop"),
    path("fill/stopped/", views.stopped, name="stopped"),
    path("fill/help/", views.help_page, name="help"),
]
