"""A small programme, made up for these tests, and the catalogue it refers to."""

from django.apps import apps

from nhipcau.lib.vietnamese import fold

PAPER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH A
Số: 07/CTr-LĐLĐ
Tỉnh A, ngày 12 tháng 02 năm 2024

CHƯƠNG TRÌNH
Công tác công đoàn năm 2024

I. CHỦ ĐỀ NĂM 2024
“Vững nghề, bền cầu nối”

II. CÁC CHỈ TIÊU CHỦ YẾU
- Phấn đấu kết nạp mới 1.200 đoàn viên công đoàn.
- Hỗ trợ xây dựng 12 căn nhà Mái ấm công đoàn.
- Có 90% trở lên công đoàn cơ sở xếp loại hoàn thành tốt nhiệm vụ.

III. NHIỆM VỤ
- Tổ chức tuyên truyền về quyền lợi của người lao động trong các doanh nghiệp.
- Các đơn vị báo cáo kết quả về Văn phòng trước ngày 15/11/2024.

TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Trần Văn Cầu
"""


def catalogue() -> None:
    """The indicators the paper refers to. (Indicators are a room beside documents: asked for by name.)"""
    indicators = apps.get_model("indicators", "Indicator")
    for order, (code, name, unit, over, time, cascade) in enumerate(
        [
            ("T1", "Đoàn viên công đoàn kết nạp mới", "người", "sum", "sum", "split"),
            ("T2", "Nhà Mái ấm công đoàn xây dựng", "căn nhà", "sum", "sum", "split"),
            ("T3", "Công đoàn cơ sở xếp loại hoàn thành tốt nhiệm vụ", "%", "share", "last", "copy"),
            ("T4", "Nữ đoàn viên công đoàn", "người", "sum", "last", "roll"),
        ]
    ):
        indicators.objects.update_or_create(
            code=code,
            defaults={
                "name": name, "unit": unit, "over_units": over, "over_time": time, "cascade": cascade,
                "order": order, "search_key": fold(f"{code} {name}"), "group": "T",
            },
        )  # fmt: skip
