"""The database refuses a cycle on any day; and the kinds of unit shipped as data.

One check a statement, over all rows the statement wrote, so that a bulk load of the whole tree pays for it once.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION units_placement_no_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        WITH RECURSIVE up(start, at, span) AS (
            SELECT unit_id, parent_id, daterange(valid_from, valid_to) FROM written WHERE parent_id IS NOT NULL
            UNION
            SELECT up.start, p.parent_id, up.span * daterange(p.valid_from, p.valid_to)
            FROM up JOIN units_placement p
              ON p.unit_id = up.at AND daterange(p.valid_from, p.valid_to) && up.span
            WHERE p.parent_id IS NOT NULL AND up.at <> up.start
        )
        SELECT 1 FROM up WHERE at = start
    ) THEN
        RAISE EXCEPTION 'a unit would stand below itself' USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'units_placement_no_cycle';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER units_placement_no_cycle_insert AFTER INSERT ON units_placement
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION units_placement_no_cycle();
CREATE TRIGGER units_placement_no_cycle_update AFTER UPDATE ON units_placement
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION units_placement_no_cycle();
"""
BACKWARD = """
DROP TRIGGER units_placement_no_cycle_insert ON units_placement;
DROP TRIGGER units_placement_no_cycle_update ON units_placement;
DROP FUNCTION units_placement_no_cycle();
"""

# Kinds shipped as data (contract of bulk data); an installation adds its own as rows.
KINDS = [
    ("tld", "Tổng Liên đoàn", "Confederation", False),
    ("ldld_tinh", "Liên đoàn Lao động tỉnh, thành phố", "Provincial federation", False),
    ("cd_nganh_tw", "Công đoàn ngành trung ương", "Central sector union", False),
    ("cd_tct", "Công đoàn tổng công ty", "Corporation union", False),
    ("ldld_huyen", "Liên đoàn Lao động huyện", "District federation", False),
    ("cd_nganh", "Công đoàn ngành địa phương", "Local sector union", False),
    ("cd_kcn", "Công đoàn các khu công nghiệp", "Industrial parks union", False),
    ("cd_xa", "Công đoàn xã, phường, đặc khu", "Commune or ward union", False),
    ("cdcs", "Công đoàn cơ sở", "Grassroots union", True),
    ("nghiep_doan", "Nghiệp đoàn cơ sở", "Grassroots occupational union", True),
    ("cd_bp", "Công đoàn bộ phận", "Union section", False),
    ("to_cd", "Tổ công đoàn", "Union team", False),
]


def ship_kinds(apps, schema_editor):
    Kind = apps.get_model("units", "Kind")
    for order, (code, name, name_en, reports) in enumerate(KINDS):
        Kind.objects.create(code=code, name=name, name_en=name_en, reports=reports, order=order)


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunPython(ship_kinds, migrations.RunPython.noop),
    ]
