from django.urls import path

from koers.accounts import views

app_name = "accounts"
urlpatterns = [
    path("login/", views.sign_in, name="login"),
    path("password/<str:code>/", views.set_password, name="set_password"),
    path("logout/", views.sign_out, name="logout"),
]
