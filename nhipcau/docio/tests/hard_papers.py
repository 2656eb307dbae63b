"""The papers of the hard scans: annexes and tables as unions print them, and a page of prose in official dress."""

from nhipcau.docio.tests.hard_scans import Paper, typeset

_PLACES = (
    "LĐLĐ TP An Bình", "Huyện Hoa Sơn", "Huyện Kim Long", "Huyện Tân Phú", "Huyện Vân Hà", "Thị xã Đông Khê",
    "Huyện Yên Lộc", "CĐN Giáo dục", "CĐN Y tế", "CĐ Viên chức", "CĐ các KCN", "CĐN Giao thông", "CĐ Công an",
)  # fmt: skip

# One row for each indicator: number, words, measure, the figures of the thirteen units as printed.
_GIVEN = (
    ("1", "Kết nạp đoàn viên mới", "người", "350 120 95 110 80 140 75 60 45 30 1.250 15 -"),
    ("2", "Thành lập công đoàn cơ sở ngoài nhà nước", "CĐCS", "8 3 2 2 1 4 1 - - - 12 1 -"),
    ("3", "Đoàn viên ưu tú giới thiệu cho Đảng bồi dưỡng, xem xét kết nạp", "người",
     "60 25 20 22 18 30 15 40 28 35 50 6 12"),
    ("1", "Nhà “Mái ấm Công đoàn” được hỗ trợ xây mới", "nhà", "2 1 1 1 1 2 1 1 1 1 3 1 1"),
    ("2", "Đoàn viên, người lao động khó khăn được tặng quà dịp Tết", "suất",
     "450 200 180 190 150 260 140 300 220 160 1.500 60 70"),
    ("3", "CĐCS tổ chức đối thoại định kỳ tại nơi làm việc", "CĐCS", "42 18 15 17 11 21 10 - - - 38 4 -"),
    ("4", "Tiền hỗ trợ đoàn viên bị bệnh hiểm nghèo", "triệu đồng",
     "25,5 10 9,5 10 8 14 7,5 12 11 9 40 4,5 5"),
    ("1", "Sáng kiến được công nhận cấp cơ sở", "sáng kiến", "120 60 45 52 38 75 33 480 210 95 88 14 26"),
    ("2", "Lớp tập huấn cán bộ công đoàn", "lớp", "3 1 1 1 1 2 1 4 2 2 3 1 1"),
)  # fmt: skip
_PARTS = {0: "I TỔ CHỨC", 3: "II CHĂM LO, BẢO VỆ", 7: "III THI ĐUA, TUYÊN TRUYỀN"}


def _number(printed: str) -> float:
    return 0 if printed == "-" else float(printed.replace(".", "").replace(",", "."))


def _printed(value: float) -> str:
    whole, _, rest = f"{value:,.1f}".partition(".")
    return whole.replace(",", ".") + (f",{rest}" if rest != "0" else "")


def _assigned(units: int) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    for place, (number, words, measure, given) in enumerate(_GIVEN):
        if place in _PARTS:
            mark, _, name = _PARTS[place].partition(" ")
            rows.append((mark, name, *[""] * (units + 2)))
        figures = given.split()[:units]
        rows.append((number, words, measure, *figures, _printed(sum(map(_number, figures)))))
    return tuple(rows)


def annex(units: int = 13) -> Paper:
    """The annex that gives each unit its figures, sideways on the sheet."""
    return Paper(
        title="PHỤ LỤC GIAO CHỈ TIÊU NĂM 2025",
        head=(
            ("TT", "Chỉ tiêu", "ĐVT", "Giao cho các đơn vị", *[None] * (units - 1), "Tổng số"),
            ("", "", "", *_PLACES[:units], ""),
        ),
        body=_assigned(units),
        widths=f"(0.8cm, 5.2cm, 1.35cm, ..range({units}).map(_ => 1fr), 1.35cm)",
        label=1, values=tuple(range(3, 3 + units)), total=3 + units,
        flipped=units > 6, size="9pt" if units > 6 else "10.5pt",
    )  # fmt: skip


YEARS = Paper(
    title="BIỂU CHỈ TIÊU THI ĐUA NĂM 2025",
    head=(("STT", "Nội dung chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2024", "Kế hoạch năm 2025"),),
    body=(
        ("1", "Kết nạp đoàn viên mới", "người", "1.870", "2.150"),
        ("2", "Tỷ lệ công đoàn cơ sở hoàn thành tốt nhiệm vụ trở lên", "%", "91,5", "95"),
        ("3", "Sáng kiến, đề tài được công nhận và áp dụng vào công tác, sản xuất", "sáng kiến", "1.104", "1.200"),
        ("4", "Số tiền vận động Quỹ vì người lao động nghèo", "triệu đồng", "486", "550"),
        ("5", "Nữ đoàn viên đạt danh hiệu “Giỏi việc nước, đảm việc nhà”", "%", "80", "85"),
        ("6", "Công đoàn cơ sở có tủ sách pháp luật", "CĐCS", "96", "120"),
        ("7", "Cuộc kiểm tra tài chính cùng cấp", "cuộc", "7", "9"),
    ),
    widths="(1.2cm, 7.4cm, 2.3cm, 1fr, 1fr)",
    label=1, values=(3, 4), size="12pt", padding="4pt",
    after="Các đơn vị căn cứ biểu trên xây dựng kế hoạch của đơn vị mình và báo cáo trước ngày 15 tháng 12.",
)  # fmt: skip

_BY_UNIT = (
    ("thành phố An Bình", "350", "8", "2"), ("huyện Hoa Sơn", "120", "3", "1"), ("huyện Kim Long", "95", "2", "1"),
    ("huyện Tân Phú", "110", "2", "1"), ("huyện Vân Hà", "80", "1", "1"), ("thị xã Đông Khê", "1.140", "4", "2"),
    ("ngành Giáo dục", "60", "-", "1"), ("ngành Y tế", "45", "-", "1"), ("các khu công nghiệp", "1.250", "12", "3"),
)  # fmt: skip
ROWS = Paper(
    title="CHỈ TIÊU KẾT NẠP ĐOÀN VIÊN GIAO CHO CÁC ĐƠN VỊ",
    head=(("STT", "Đơn vị", "Đoàn viên kết nạp mới (người)", "CĐCS thành lập mới", "Nhà Mái ấm (nhà)", "Ghi chú"),),
    body=(
        *((str(number), f"Công đoàn {name}", *given, "") for number, (name, *given) in enumerate(_BY_UNIT, 1)),
        ("", "Tổng cộng", "3.250", "32", "13", ""),
    ),
    widths="(1.2cm, 6cm, 1fr, 1fr, 1fr, 1.8cm)",
    label=1, values=(2, 3, 4), size="12pt",
)  # fmt: skip


def long_annex() -> Paper:
    """The annex of five units with so many rows that it runs over to a second sheet with its head again."""
    short = annex(5)
    rows = [row for part in range(3) for row in _renamed(short.body, part)]
    return Paper(short.title, short.head, tuple(rows), short.widths, 1, short.values, short.total, padding="8pt")


def _renamed(rows: tuple[tuple[str, ...], ...], part: int) -> list[tuple[str, ...]]:
    kinds = ("", "khu vực ngoài nhà nước: ", "khu vực nhà nước: ")
    return [(row[0], (kinds[part] if row[-1] else "") + row[1], *row[2:]) for row in rows]


_TASKS = (
    "I. MỤC TIÊU, CHỈ TIÊU",
    "1. Phấn đấu kết nạp 1.250 đoàn viên mới, thành lập 15 công đoàn cơ sở trong các doanh nghiệp ngoài nhà nước.",
    "2. Có 95% trở lên công đoàn cơ sở được xếp loại hoàn thành tốt nhiệm vụ.",
    "3. 100% công đoàn cơ sở tổ chức đại hội đúng thời gian quy định.",
    "4. Vận động hỗ trợ xây mới 12 nhà “Mái ấm Công đoàn” cho đoàn viên khó khăn về nhà ở.",
    "5. Phấn đấu 90% cán bộ công đoàn được tập huấn nghiệp vụ ít nhất 02 lần trong năm.",
    "II. TỔ CHỨC THỰC HIỆN",
    "Các công đoàn cơ sở căn cứ kế hoạch này xây dựng kế hoạch của đơn vị và báo cáo kết quả về Liên đoàn Lao động "
    "huyện trước ngày 15 tháng 11 năm 2025. Ban Thường vụ giao Văn phòng theo dõi, đôn đốc việc thực hiện.",
)
LETTER_GOLD = {
    "targets": [
        {"value": value, "text": text}
        for value, text in (
            (1250, _TASKS[1]), (15, _TASKS[1]), (95, _TASKS[2]), (100, _TASKS[3]), (12, _TASKS[4]), (90, _TASKS[5]),
            (2, _TASKS[5]),
        )
    ],
    "number": "27/KH-LĐLĐ", "doc_type": "kế hoạch", "issuer": "Liên đoàn Lao động huyện Hoa Sơn",
    "place": "Hoa Sơn", "date": "2025-02-18", "signer": "Nguyễn Thị Hồng Hạnh", "signer_title": "Chủ tịch",
}  # fmt: skip


def letter_source() -> str:
    """A plan with its letterhead of two columns, list of recipients and signature block, for the typesetter."""
    body = "\n\n".join(typeset(line) for line in _TASKS)
    return f"""#set page(paper: "a4", margin: (left: 3cm, right: 2cm, y: 2cm), numbering: "1")
#set text(size: 13pt, lang: "vi")
#set par(justify: true, leading: 0.7em)
#grid(columns: (1fr, 1.25fr), align: center,
 [LĐLĐ TỈNH AN BÌNH\\ #strong[LIÊN ĐOÀN LAO ĐỘNG]\\ #strong[HUYỆN HOA SƠN]\\ #v(-8pt)#line(length: 2cm)#v(-4pt)
  {typeset("Số: 27/KH-LĐLĐ")}],
 [#text(size: 12pt)[#strong[CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM]]\\ #strong[{typeset("Độc lập - Tự do - Hạnh phúc")}]\\
  #v(-8pt)#line(length: 5cm)#v(2pt)
  #emph[Hoa Sơn, ngày 18 tháng 02 năm 2025]])
#v(1em)
#align(center)[#strong[KẾ HOẠCH]\\ #strong[Thực hiện chương trình công tác công đoàn năm 2025]]
#v(0.5em)
{body}

#v(0.5em)
#grid(columns: (1fr, 1fr), align: (left, center),
 [#text(size: 11pt)[#strong[#emph[Nơi nhận:]]\\ {typeset("- LĐLĐ tỉnh An Bình (b/c);")}\\
  {typeset("- Các công đoàn cơ sở;")}\\ {typeset("- Lưu: VT.")}]],
 [#strong[TM. BAN THƯỜNG VỤ]\\ #strong[CHỦ TỊCH]#v(2.6cm)#strong[Nguyễn Thị Hồng Hạnh]])
"""
