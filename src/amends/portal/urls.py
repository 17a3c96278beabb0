"""The addresses of customers: their page under its key, and the form to write to us."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.portal import pages, write_form

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("p/<str:token>/", pages.customer_page, name="page"),
    path("p/<str:token>/done/<slug:done>/", pages.done_page, name="done"),
    path("p/<str:token>/print/", pages.print_page, name="print"),
    path("p/<str:token>/story/", pages.story_page, name="story"),
    path("p/<str:token>/news/", pages.news, name="news"),
    path("write/", write_form.write_form, name="write"),
    path("write/sent/", write_form.sent, name="sent"),
    path("how/", pages.how_page, name="how"),
]
