from django.urls import URLPattern

# /reports/
urlpatterns: list[URLPattern] = []
