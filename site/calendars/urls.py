"""The feed, and the page where one gets and ends its address."""

from django.urls import path

from calendars import views

app_name = "calendars"
urlpatterns = [
    path("tili/kalenteri/", views.own_calendar, name="own"),
    path("kalenteri/<str:token>.ics", views.feed, name="feed"),
]
