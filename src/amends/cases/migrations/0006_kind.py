from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_ends"),
    ]

    operations = [
        migrations.RemoveField("casekind", "because"),
    ]
