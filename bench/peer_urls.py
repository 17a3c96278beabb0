"""The addresses django-helpdesk looks up while it files a mail."""

from django.urls import include, path

urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
