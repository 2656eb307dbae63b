"""Two programmes of one unit are made at the same moment: each has a code of its own."""

import threading

from django.db import connection

from nhipcau.programmes import services
from nhipcau.programmes.models import Programme


def test_each_has_a_code_of_its_own(world_at_once):
    world = world_at_once
    by = world.access(world.binh)
    start, failures = threading.Barrier(4), []

    def work() -> None:
        try:
            start.wait()
            services.create(world.province_a, fields={"title": "Chương trình", "period": "2024"}, by=by)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert sorted(Programme.objects.values_list("code", flat=True)) == [f"A-2024-{n}" for n in range(1, 5)]
