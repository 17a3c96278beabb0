from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q


def keep_the_newest(apps: Any, _: Any) -> None:
    """Of the drafts of one person in one case the last saved was shown, and stays."""
    drafts = apps.get_model("lanes", "Draft").objects
    newer = Q(saved_at__gt=OuterRef("saved_at")) | Q(saved_at=OuterRef("saved_at"), pk__gt=OuterRef("pk"))
    others = drafts.filter(newer, case=OuterRef("case"), person=OuterRef("person"))
    drafts.filter(pk__in=list(drafts.filter(Exists(others)).values_list("pk", flat=True))).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("lanes", "0002_initial"),
    ]

    operations = [
        migrations.RunPython(keep_the_newest, migrations.RunPython.noop),
        migrations.RemoveConstraint("draft", "draft_one_a_lane"),
        migrations.RemoveField("draft", "device"),
        migrations.AddConstraint(
            "draft", models.UniqueConstraint(fields=("case", "person"), name="draft_one_a_person")
        ),
    ]
