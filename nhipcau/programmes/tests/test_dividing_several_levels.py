"""One act divides a target down several levels; every level adds up exactly; the command prints the table."""

from decimal import Decimal

import pytest

from nhipcau.programmes import division
from nhipcau.programmes.commands import allocate
from nhipcau.programmes.models import Allocation
from nhipcau.programmes.services_deep import divide_down
from nhipcau.programmes.tests.plans import assign, divide, programme, share
from nhipcau.web.problems import Problem


@pytest.fixture
def goal(world):
    return programme(world, issuer=world.nation, person=world.lan).targets.get()


def down(world, goal, levels, key=division.EQUAL, **options):
    wish = division.Wish(key, **options)
    return divide_down(world.nation, goal, wish, levels=levels, today=world.today, by=world.access(world.lan))


def test_every_level_adds_up_to_the_share_above_it(world, goal):
    given = down(world, goal, 3)
    sums: dict[int, Decimal] = {}
    for one in given:
        sums[one.by_unit] = sums.get(one.by_unit, Decimal(0)) + one.value
    values = {one.unit: one.value for one in given} | {world.nation.pk: Decimal(100)}
    assert all(total == values[unit] for unit, total in sums.items())
    assert share(goal, world.a1).above == share(goal, world.district)
    assert share(goal, world.district).above == share(goal, world.province_a)
    assert share(goal, world.province_a).above is None


def test_the_key_weighs_whole_branches(world, goal):
    given = {one.unit: one.value for one in down(world, goal, 2, division.GRASSROOTS)}
    assert given[world.province_a.pk] == 75 and given[world.province_b.pk] == 25
    assert (given[world.district.pk], given[world.a3.pk]) == (50, 25)


def test_dividing_again_takes_the_place_of_the_drafts(world, goal):
    down(world, goal, 3)
    down(world, goal, 3, division.GRASSROOTS)
    assert Allocation.objects.filter(target=goal).count() == 7
    assert share(goal, world.province_a).value == 75


def test_what_was_issued_is_not_divided_again(world, goal):
    divide(world, goal, {world.province_a: 60, world.province_b: 40}, unit=world.nation, person=world.lan)
    assign(world, goal, unit=world.nation, person=world.lan)
    with pytest.raises(Problem):
        down(world, goal, 1)
    assert share(goal, world.province_a).value == 60


def test_the_command_prints_the_table_and_writes_drafts(world, goal, capsys):
    assert allocate(["--target", goal.code, "--unit", "TLD", "--key", "equal", "--levels", "2"]) == 0
    said = capsys.readouterr().out
    assert "LĐLĐ tỉnh A" in said and "cấp 2: 3 đơn vị, tổng 100" in said
    assert Allocation.objects.filter(target=goal).count() == 5


def test_the_command_can_only_print(world, goal, capsys):
    assert allocate(["--target", goal.code, "--unit", "TLD", "--key", "equal", "--dry-run"]) == 0
    assert not Allocation.objects.exists() and "Chưa ghi gì" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--target", "NO", "--unit", "TLD"], ["--target", "", "--unit", "NO"]])
def test_the_command_refuses_what_is_not_there_with_a_sentence(world, goal, capsys, arguments):
    arguments = [goal.code if argument == "" else argument for argument in arguments]
    assert allocate([*arguments, "--key", "equal"]) == 1
    assert "nhipcau: không có" in capsys.readouterr().err


def test_the_command_refuses_wrong_usage_with_2(world):
    with pytest.raises(SystemExit) as stopped:
        allocate(["--key", "equal"])
    assert stopped.value.code == 2
