from datetime import date

from django.db import migrations, models

RHYTHMS = ("monthly", "quarterly", "half-year", "yearly")


def enter(apps, schema_editor):
    """Deadlines and phases that were confirmed before programmes kept them enter the programme of their document."""
    programmes = apps.get_model("programmes", "Programme").objects.filter(
        document__confirmed_at__isnull=False, document__unit=models.F("issuer")
    )
    items = apps.get_model("documents", "ReadItem").objects.filter(decision="accepted")
    deadline, phase = (apps.get_model("programmes", name) for name in ("ReportDeadline", "Phase"))
    for programme in programmes:
        confirmed = items.filter(document=programme.document_id)
        deadline.objects.bulk_create(
            _deadline(deadline, programme, item, order)
            for order, item in enumerate(confirmed.filter(kind="deadline").order_by("span_start", "order"), 1)
        )
        phases = [
            _phase(phase, programme, item, order)
            for order, item in enumerate(confirmed.filter(kind="phase").order_by("span_start", "order"), 1)
        ]
        phase.objects.bulk_create(one for one in phases if not _turned(one))


def _deadline(model, programme, item, order):
    fields = item.fields
    rhythm = fields.get("recurrence")
    return model(
        programme=programme,
        text=item.text,
        span_start=item.span_start,
        span_end=item.span_end,
        order=order,
        to=(fields.get("to") or "")[:200],
        named_on=_day(fields.get("date")),
        inclusive=bool(fields.get("inclusive")),
        recurrence=rhythm if rhythm in RHYTHMS else "",
    )


def _phase(model, programme, item, order):
    fields = item.fields
    return model(
        programme=programme,
        name=(fields.get("name") or item.text)[:120],
        starts_on=_day(fields.get("start")),
        ends_on=_day(fields.get("end")),
        theme=fields.get("theme") or "",
        span_start=item.span_start,
        span_end=item.span_end,
        order=order,
    )


def _turned(phase):
    return phase.starts_on and phase.ends_on and phase.ends_on < phase.starts_on


def _day(text):
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        return None


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0004_deadlines_and_phases"),
        ("documents", "0005_annexes"),
    ]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
