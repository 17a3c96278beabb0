from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_shifts"),
    ]

    operations = [
        migrations.RemoveField("account", "is_staff"),
    ]
