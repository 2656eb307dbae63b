"""What roles and departments are called on the page."""

from django.utils.translation import gettext_lazy as _

ROLE_NAMES = {
    "confederation_office": _("Confederation office"),
    "provincial_office": _("Provincial office"),
    "department": _("Specialist department"),
    "leadership": _("Leadership"),
    "intermediate_officer": _("Intermediate officer"),
    "grassroots_chair": _("Grassroots chair"),
    "auditor": _("Auditor (reads)"),
    "operator": _("System operator"),
}
OWNER_NAMES = {
    "van_phong": _("Office"),
    "to_chuc": _("Organisation department"),
    "tuyen_giao_nu_cong": _("Communication and women's work"),
    "chinh_sach_phap_luat": _("Policy and law"),
    "ubkt": _("Inspection committee"),
    "tai_chinh": _("Finance"),
}
