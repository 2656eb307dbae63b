"""A submitted version never changes: the database refuses new answers on anything but a draft. And the calendars."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reporting_submission_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' AND (NEW.indicator_ids, NEW.answers, NEW.nums, NEW.bases, NEW.unit_id, NEW.period_id,
            NEW.stage, NEW.version) IS DISTINCT FROM (OLD.indicator_ids, OLD.answers, OLD.nums, OLD.bases,
            OLD.unit_id, OLD.period_id, OLD.stage, OLD.version) THEN
        RAISE EXCEPTION 'a submitted version never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reporting_submission_is_fixed BEFORE UPDATE ON reporting_submission
    FOR EACH ROW EXECUTE FUNCTION reporting_submission_is_fixed();
"""
BACKWARD = """
DROP TRIGGER reporting_submission_is_fixed ON reporting_submission;
DROP FUNCTION reporting_submission_is_fixed();
"""

CALENDARS = [
    ("duong", "Lịch năm dương", "Calendar year", 1, 1, 0, False),
    ("tk", "Lịch thống kê (01/12 – 31/5 – 30/11)", "Statistical year (1 Dec – 31 May – 30 Nov)", 12, 1, 1, False),
    ("td", "Các đợt thi đua", "Emulation phases", 1, 1, 0, True),
]


def ship_calendars(apps, schema_editor):
    Calendar = apps.get_model("reporting", "Calendar")
    for code, name, name_en, month, day, back, phases in CALENDARS:
        Calendar.objects.create(
            code=code,
            name=name,
            name_en=name_en,
            first_month=month,
            first_day=day,
            years_back=back,
            phases_only=phases,
        )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunPython(ship_calendars, migrations.RunPython.noop),
    ]
