from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat


def know_the_ends(apps: Any, _: Any) -> None:
    key = Concat(Value("case:"), Cast(OuterRef("case_id"), CharField()))
    newest = apps.get_model("cases", "Entry").objects.filter(stream=key).order_by("-seq")
    apps.get_model("cases", "Standing").objects.update(
        entries=Coalesce(Subquery(newest.values("seq")[:1]), 0),
        tail=Coalesce(Subquery(newest.values("hash")[:1]), Value("")),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_links"),
    ]

    operations = [
        migrations.AddField("standing", "entries", models.PositiveIntegerField(default=0)),
        migrations.AddField("standing", "tail", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.RunPython(know_the_ends, migrations.RunPython.noop),
    ]
