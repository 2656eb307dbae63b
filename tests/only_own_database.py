"""Run by test_own_database alone: a run in which no test asks for anything but `own_database`."""

from django.db import connection


def test_where_am_i(own_database):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone()[0] == "test_precious_own"
