"""Heads as they come from pages on the web: broken in lines, under a page's own title, run into one line."""

import pytest

from nhipcau.docio import read_document

LAW = "- 1Luật Trẻ em 2016\n- 2Nghị định 130/2021/NĐ-CP về quyền trẻ em do Chính phủ ban hành năm 2021\n"
LABELS = "Số hiệu | 77/KH-UBND |\nNgày ban hành | 04/02/2022 |\nNgười ký | Lý Thị Sen |\n"


def head(text):
    return read_document(text.encode(), "page.txt").as_json()


def test_a_head_cut_in_the_middle_of_its_words_is_put_together():
    read = head(
        "ỦY\nBAN NHÂN DÂN\nTỈNH HÒA SƠN\n-------\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do\n|\n"
        "Số:\n412/QĐ-UBND\n|\nHòa\nSơn, ngày 03\ntháng 4 năm 2023\n|\nQUYẾT\nĐỊNH\nVề tủ sách xã\n"
        "Căn cứ Luật Thư viện;\n"
    )
    assert (read["number"], read["doc_type"], read["date"]) == ("412/QĐ-UBND", "quyết định", "2023-04-03")
    assert (read["issuer"], read["place"]) == ("ỦY BAN NHÂN DÂN TỈNH HÒA SƠN", "Hòa Sơn")


@pytest.mark.parametrize("above", [LAW, LABELS, "Đang tải, xin chờ...\n\n"])
def test_what_a_library_of_papers_sets_above_a_paper_is_no_part_of_its_head(above):
    read = head(
        f"{above}ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 77/KH-UBND | Hòa Sơn, ngày 04 tháng 02 năm 2022 |\n"
        "Theo chương trình năm, UBND tỉnh mở Kế hoạch chăm sóc trẻ em như sau:\n1. Mục đích\n"
    )
    assert (read["number"], read["doc_type"]) == ("77/KH-UBND", "kế hoạch")
    assert read["issuer"] == "ỦY BAN NHÂN DÂN tỉnh Hòa Sơn"


def test_a_committee_without_its_place_takes_it_from_the_line_below_the_title():
    read = head(
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 9/QĐ-UBND | An Bình, ngày 01 tháng 3 năm 2021 |\n"
        "QUYẾT ĐỊNH\nVỀ CHỢ ĐÊM\nỦY BAN NHÂN DÂN HUYỆN AN BÌNH\nCăn cứ Luật Thương mại;\n"
    )
    assert read["issuer"] == "ỦY BAN NHÂN DÂN HUYỆN AN BÌNH"


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("LIÊN ĐOÀN LAO ĐỘNG TP AN BÌNH CĐCS MẦM NON HOA SEN", "CĐCS MẦM NON HOA SEN"),
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO TRƯỜNG THCS AN BÌNH", "TRƯỜNG THCS AN BÌNH"),
        ("UBND HUYỆN AN BÌNH PHÒNG GIÁO DỤC & ĐÀO TẠO", "PHÒNG GIÁO DỤC & ĐÀO TẠO"),
        ("CÔNG ĐOÀN TRƯỜNG THPT AN BÌNH", "CÔNG ĐOÀN TRƯỜNG THPT AN BÌNH"),
    ],
)
def test_of_two_bodies_on_one_line_the_lower_issues(line, issuer):
    assert head(f"{line}\nSố: 3/KH\nAn Bình, ngày 02 tháng 9 năm 2022\nKẾ HOẠCH\nNăm học\n")["issuer"] == issuer


def test_the_title_of_a_page_gives_way_to_the_name_of_the_paper_below_its_letterhead():
    read = head(
        "KẾ HOẠCH CÔNG ĐOÀN NĂM HỌC MỚI\n\nThứ tư - 08/03/2023 21:46\nLĐLĐ HUYỆN AN BÌNH\nCĐCS TRƯỜNG TIỂU HỌC SEN\n"
        "Số: 8/CTr-CĐCS\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nAn Bình, ngày 06 tháng 3 năm 2023\n\n"
        "CHƯƠNG TRÌNH\nCông tác công đoàn\n\nCăn cứ Điều lệ Công đoàn;\n"
    )
    assert (read["doc_type"], read["issuer"]) == ("chương trình", "CĐCS TRƯỜNG TIỂU HỌC SEN")


def test_a_paper_pasted_as_one_line_has_its_head_read_and_its_body_kept():
    read = head(
        "CÔNG ĐOÀN GD H. AN BÌNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM CĐCS TRƯỜNG THCS SEN Độc lập - Tự do - Hạnh phúc "
        "Số: 5/BC-CĐCS An Bình, ngày 8 tháng 4 năm 2022 BÁO CÁO Hoạt động công đoàn ba năm qua Thực hiện hướng dẫn của "
        "công đoàn ngành, công đoàn trường báo cáo như sau: I. Đặc điểm tình hình: Trường nằm ở vùng ven, đường sá khó "
        "đi. II. Phương hướng: Phấn đấu kết nạp 4 đoàn viên mới trong năm học tới và thăm 20 gia đình đoàn viên."
    )
    assert (read["doc_type"], read["date"], read["issuer"]) == ("báo cáo", "2022-04-08", "CĐCS TRƯỜNG THCS SEN")
    assert [target["value"] for target in read["targets"]] == [4, 20]


def test_a_committee_in_session_issues_what_its_title_says():
    read = head(
        "NGHỊ QUYẾT\nHội nghị lần thứ 6 Ban Chấp hành Công đoàn ngành Dệt may khóa V về nhà ở công nhân\n"
        "Hội nghị họp ngày 20 và 21 tháng 01 năm 2015 đã bàn và thông qua:\nI. Tình hình\n"
    )
    assert read["issuer"] == "Ban Chấp hành Công đoàn ngành Dệt may"


def test_a_sentence_with_figures_is_not_taken_for_the_title_of_a_pasted_text():
    read = head(
        "nối tiếp trang trước, vì một xã giàu đẹp.\nĐại hội đề ra các mục tiêu đến năm 2030: tổng\nthu đạt 12 tỷ đồng; "
        "phấn đấu 90% hộ có vườn mẫu.\nPhấn đấu trồng 5.000 cây xanh\n"
    )
    assert [target["value"] for target in read["targets"]] == [12_000_000_000, 90, 5000]


def test_a_number_left_blank_over_lines_and_a_day_without_a_place_are_read():
    read = head(
        "ỦY BAN NHÂN DÂN\nXÃ ....\nSố:\n\n/BC-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        ".......... , ngày 9 tháng 5 năm 2019\n\nBÁO CÁO\nTình hình nửa năm\n"
    )
    assert (read["number"], read["date"]) == ("/BC-UBND", "2019-05-09")


def test_a_town_with_a_hyphen_keeps_both_its_names():
    read = head("UBND TỈNH SEN\nSố: 4/KH-UBND\nHoa Sen-Đồng Lau, ngày 05 tháng 3 năm 2017\nKẾ HOẠCH\nVề nước sạch\n")
    assert read["place"] == "Hoa Sen-Đồng Lau"


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("Trường mầm non Hoa Sen xây dựng Kế hoạch như sau:", "Trường mầm non Hoa Sen"),
        ("Ban Chấp hành Thành đoàn An Bình ban hành Kế hoạch như sau:", "Thành đoàn An Bình"),
    ],
)
def test_a_plan_pasted_without_its_letterhead_is_a_plan_of_whoever_makes_it(sentence, issuer):
    read = head(f"Kế hoạch giữ gìn sân chơi đến năm 2030\n\nCăn cứ tình hình chung;\n{sentence}\nI. MỤC ĐÍCH\n")
    assert (read["doc_type"], read["issuer"]) == ("kế hoạch", issuer)
