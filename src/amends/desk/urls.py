"""The addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from amends.desk import my_work

urlpatterns: list[URLPattern | URLResolver] = [
    path("", my_work.my_work, name="my_work"),
    path("pulse", my_work.pulse, name="pulse"),
    path("not-now/<int:number>", my_work.not_now, name="not_now"),
]
