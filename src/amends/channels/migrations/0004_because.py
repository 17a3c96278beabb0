from __future__ import annotations

import re
from typing import Any

from django.db import migrations, models

# The sentences that were stored before reasons had codes; what is none of them stays as it was written.
_MACHINE = " A machine sent it."
_KNOWN = (
    (r"It was sent to the address of this case\.", "case-address"),
    (r"It answers a mail of this case\.", "answers-mail"),
    (r"Its subject names this case\.", "names-case"),
    (r"(?P<name>.+) filed it here\.", "by-hand"),
    (r"(?P<name>.+) put it aside\.", "put-aside"),
    (r"It is a new matter\.", "new-matter"),
    (r"A colleague answered; it is a note\.", "colleague-answered"),
    (r"It answers a notice of the team, so it is a note\.", "notice-answered"),
    (r"It answers a notice of the team, and its sender is not of the team\.", "notice-outsider"),
    (r"It is here already as mail (?P<mail>\d+)\.", "here-already"),
    (r"It is our own mail coming back\.", "own-mail"),
    (r"It was sent by a machine \((?P<kind>.+)\)\.", "by-machine"),
    (r"A mail of ours could not be delivered\.", "came-back"),
    (r"A mail of ours came back that we do not know\.", "unknown-came-back"),
    (r"(?:It does not say who sent it|This mail names no sender)\.", "no-sender"),
    (r"This is not a mail: it has no header\.", "no-header"),
    (r"This mail is empty\.", "empty"),
    (r"This mail cannot be read \(\w+\)\.", "unreadable"),
    (r"It could not be filed: (?P<fault>(?s:.*))", "not-filed"),
    (r"(?P<fault>This cannot be read: (?s:.*)|This mail is larger than .*)", "not-read"),
)


def give_codes(apps: Any, _: Any) -> None:
    mails = apps.get_model("channels", "RawMail").objects.exclude(because="")
    for row in mails.only("pk", "because").iterator(chunk_size=2000):
        row.because, row.because_values = _code_of(row.because)
        row.save(update_fields=["because", "because_values"])


def _code_of(sentence: str) -> tuple[str, dict[str, Any]]:
    machine = {"kind": "automatic"} if sentence.endswith(_MACHINE) else {}
    for pattern, code in _KNOWN:
        if found := re.fullmatch(pattern, sentence.removesuffix(_MACHINE)):
            return code, {**found.groupdict(), **machine}
    return "written", {"words": sentence}


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0003_initial"),
    ]

    operations = [
        migrations.AddField("rawmail", "because_values", models.JSONField(default=dict)),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField("rawmail", "because", models.CharField(blank=True, max_length=40)),
    ]
