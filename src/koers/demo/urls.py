from django.urls import path

from koers.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.front_door, name="front_door"),
    path("demo/personas.json", views.personas, name="personas"),
    path("demo/login/", views.login, name="login"),
    path("demo/parent/", views.parent, name="parent"),
    path("demo/walk/", views.walk, name="walk"),
]
