from tests.portal.meridian import Meridian
from django.test import Client
def test_x(amara: Client, meridian: Meridian, django_assert_max_num_queries) -> None:
    a = amara.get(meridian.page)
    print(a.content.decode()); 
    assert a.status_code == 200
    meridian.answer(); meridian.offer()
    with django_assert_max_num_queries(12):
        a = amara.get(meridian.page)
    print(a.content.decode(), len(a.content), a.headers)
    meridian.close()
    a = amara.get(meridian.page)
    assert 0
