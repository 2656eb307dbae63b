"""One of everything an address can name, made through the services, for the table of access."""

from types import SimpleNamespace

from nhipcau.documents import services as documents
from nhipcau.documents.services_arrivals import expect
from nhipcau.documents.tests.annexes import annex_of
from nhipcau.documents.tests.papers import PAPER, catalogue
from nhipcau.programmes import services as programmes
from nhipcau.programmes import services_allocation as shares
from nhipcau.programmes.models import Phase, ReportDeadline
from nhipcau.programmes.services_lines import save_line
from nhipcau.programmes.tests.deadlines import YEARLY
from nhipcau.programmes.tests.plans import assign, divide, programme, share, target
from nhipcau.reporting.services import return_cells
from nhipcau.reporting.tests.conftest import make_monthly


def make_things(world) -> SimpleNamespace:
    """Papers, programmes, shares and reports of province A, by the names the table calls them."""
    monthly = make_monthly(world)
    owed = monthly.of(world.a1)
    sent = monthly.sent(owed)
    back = monthly.sent(monthly.of(world.a1, monthly.october))
    return_cells(
        by=world.access(world.hoa), submission=back, reasons={monthly.asked.members.pk: "Xem lại số đoàn viên"}
    )
    return SimpleNamespace(
        form=monthly.form.pk,
        obligation=owed.pk,
        open_obligation=monthly.of(world.a2).pk,
        submission=sent.pk,
        returned=back.pk,
        indicator=monthly.asked.members.code,
        unit=world.district.code,
        person=world.hoa.pk,
        grant=world.hoa.grants.get().pk,
        **_papers(world),
        **_shares(world),
    )


def _papers(world) -> dict[str, int]:
    """A document still to be confirmed, and a draft drawn up from another one."""
    by = world.access(world.binh)
    catalogue()
    paper, _new = documents.receive(world.province_a, data=PAPER.encode(), file_name="ctr.txt", by=by)
    other, _new = documents.receive(world.province_a, data=(PAPER + "\n").encode(), file_name="ctr-2.txt", by=by)
    documents.accept_all(paper, kind="target", least=None, by=by)
    documents.accept_all(other, kind="target", least=None, by=by)
    draft = programmes.from_document(other, by=by)
    table = annex_of(world)
    arrival = expect(world.province_a, data=b"a scan", file_name="scan.png", pages=1, by=by)
    return {
        "annex": table.pk,
        "annex_row": table.rows.first().pk,
        "annex_column": table.columns.first().pk,
        "paper": paper.pk,
        "arrival": arrival.pk,
        "item": paper.items.filter(kind="target").first().pk,
        "used_paper": other.pk,
        "draft": draft.pk,
        "draft_target": draft.targets.first().pk,
        "draft_deadline": save_line(draft, ReportDeadline(), YEARLY, by=by).pk,
        "draft_phase": save_line(draft, Phase(), {"name": "Đợt 1"}, by=by).pk,
    }


def _shares(world) -> dict[str, int]:
    """Three targets given to the district, which gave the first to A1, proposes the second and was countered once."""
    by = world.access(world.binh)
    plan = programme(world, issued=False)
    goals = [plan.targets.get(), target(plan, by=by, value=50, code="T2"), target(plan, by=by, value=30, code="T3")]
    asked = save_line(plan, ReportDeadline(), YEARLY, by=by)
    programmes.issue(plan, today=world.today, by=by)
    for goal in goals:
        goal.refresh_from_db()
        divide(world, goal, {world.district: goal.value - 10, world.a3: 10})
    assign(world, *goals)
    below = {"unit": world.district, "person": world.hoa}
    for goal in goals:
        divide(world, goal, {world.a1: goal.value - 20, world.a2: 10}, **below)
    assign(world, goals[0], **below)
    shares.propose(world.district, goals[0].programme, by=world.access(world.hoa))
    countered = share(goals[2], world.a1)
    shares.counter(countered, value=countered.value - 1, reason="Ít lao động", by=world.access(world.chi))
    return {
        "plan": plan.pk,
        "deadline": asked.pk,
        "target": goals[0].pk,
        "waiting_target": goals[1].pk,
        "share": share(goals[0], world.a1).pk,
        "proposed": share(goals[1], world.a1).pk,
        "countered": countered.pk,
    }
