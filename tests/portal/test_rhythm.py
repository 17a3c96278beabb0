from __future__ import annotations

import pytest
from django.test import Client

from amends.casework import progressing
from amends.promises.models import Rhythm
from tests.portal.meridian import Meridian
from tests.portal.pressing import follow, press
from tests.portal.reading import words_on


@pytest.mark.req("S4.16")
def test_a_line_of_the_day_stands_on_the_page(amara: Client, meridian: Meridian) -> None:
    progressing.tell_progress(meridian.case, because="the maker is shut", by=meridian.priya, at=meridian.at)

    page = words_on(amara.get(meridian.page).content.decode())

    assert "Priya Nair told you how it goes." in page or "Meridian Furniture told you how it goes." in page
    assert "Nothing moved today, because the maker is shut" in page


@pytest.mark.req("S4.16")
def test_the_customer_chooses_the_rhythm(amara: Client, meridian: Meridian) -> None:
    missing = words_on(press(amara, meridian.page, "rhythm", rhythm="").content.decode())
    assert "Choose how often you want to hear from us." in missing

    answer = press(amara, meridian.page, "rhythm", rhythm="weekly")

    assert "You hear from us as often as you chose." in words_on(follow(amara, meridian.page, answer))
    chosen = Rhythm.objects.get()
    assert (chosen.kind, chosen.by) == ("weekly", meridian.case.customer)
    assert 'value="weekly" checked' in amara.get(meridian.page).content.decode()
