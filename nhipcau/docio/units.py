"""What is counted: the noun after a number, from everyday nouns of such papers or as written."""

import re

from nhipcau.docio.letters import any_of, fold, listed, lower

# Counted nouns, folded. Compounds come with their heads; the longest that fits is taken.
_NOUNS = """
kien nghi;nu can bo;nu doan vien;nu cong nhan;nu hoi vien;phong su;ngu dan;tau;tau ca;xe dap;to cong tac
doan cong tac;doan kiem tra;cong doan bo phan;tinh nguyen vien;giuong benh;bac si;ho so;dia chi;to hoa giai
vung trong;chuyen xe;doan nghe thuat;bai bao;truong mam non;nguoi dan;ngay cong;nha giao;diem sinh hoat
tu thuoc;khau hieu;pano;bang ron;to truyen thong;can nha;ngoi nha;nha;mai am;cuoc;cuoc kiem tra;cuoc giam sat
cuoc doi thoai;lop;lop tap huan;luot;luot nguoi;luot doan vien;nguoi;doan vien;doan vien uu tu;hoi vien
hoi vien uu tu;dang vien;dang vien moi;thanh nien;thanh nien uu tu;phu nu;nong dan;can bo;can bo cong doan
can bo doan;can bo hoi;cong nhan;lao dong;nguoi lao dong;cong doan co so;cdcs;ndcs;nghiep doan
nghiep doan co so;to cong doan;doanh nghiep;dn;don vi;co quan;truong;truong hoc;xa;phuong;huyen;thon;khu dan cu
khu pho;mo hinh;mo hinh moi;dien hinh;dien hinh tien tien;tap the;ca nhan;sang kien;de tai;giai phap;cong trinh
cong trinh thanh nien;san pham;phan viec;hoi nghi;hoi thi;hoi thao;hoi dien;toa dam;dien dan;buoi
buoi sinh hoat;dot;lan;suat;suat qua;suat hoc bong;phan qua;qua;hoc bong;so tiet kiem;ban;ban thoa uoc;thoa uoc
thoa uoc lao dong tap the;tuldtt;thoa thuan;ban thoa thuan;vu;vu viec;don thu;don;bai;bai viet;tin bai;tin
video;clip;kenh;trang;fanpage;cau lac bo;clb;to;to hop tac;hop tac xa;chi hoi;chi doan;chi bo;to chuc dang
ban nu cong;ban nu cong quan chung;ho;ho gia dinh;ho ngheo;ho nong dan;chau;em;tre em;thieu nhi;doi vien
sinh vien;hoc sinh;giao vien;cay;cay xanh;km;m2;ha;tan;kg;don vi mau;chuong trinh;du an;tu sach;san choi
khu vui choi;diem;diem tu van;phong;thiet che;to roi;cuon;quyen;the;the bao hiem;xe;may tinh;bua;bua com
tieu chi;chi tieu;noi dung;tac gia;guong;guong dien hinh;guong nguoi tot viec tot;quan chung;quan chung uu tu
chu tich;uy vien;chuyen de;van ban;bao cao;du thao;co so;co so doan;co so hoi;cum thi dua;dau moi;to chuc
to chuc co so doan;to chuc doan;doi;nhom;gia dinh;van dong vien;tiet muc;tac pham;bao cao vien
tuyen truyen vien;cong tac vien;hang muc;phien;thiet bi;bo;mon;dia chi do;tuyen duong;to tu quan;nha tre
cong dan;nghi quyet;de an;ke hoach;thu tuc;du thao van ban;y tuong;lao dong nu;lao dong moi;viec lam;giay khen
bang khen;bang lao dong sang tao;co thi dua;danh hieu;ngay luong;ngay cong lao dong;doi tuong;truong hop
dai bieu;chien si;chien sy thi dua;nu cnvcld;cnvcld;cnld;nld;ket nghia;ky thi;so;cau hoi;ung dung;phan mem
dich vu;san pham ocop;dien tich;thua ruong;tan rac;chau be;me viet nam anh hung;gia dinh chinh sach
dong chi;d/c;vien chuc;nhan vien;can bo quan ly;ngay hoi;thanh thieu nien;thanh thieu nhi;nu lao dong
nu cong nhan lao dong;to truong cong doan
tre mo coi;camera;bo tai lieu;tai lieu;phien cho;hien vat;tin nhan;cau chuyen;phong tro;khu nha tro
nha tinh nghia;nha tinh thuong;nha dai doan ket;nha khan quang do;nha ve sinh;giang vien;chuyen gia;hoc vien;luat su
khoa hoc;lop hoc;lop boi duong;lop day nghe;buoi truyen thong;buoi tuyen truyen;buoi tap huan;buoi ra quan;don vi mau
bai du thi;bai tham luan;tham luan;mau chuyen;ban tin;so tay;pa no;poster;goc truyen thong;tu sach phap luat
cuoc thi;cuoc hop;cuoc van dong;cuoc kiem tra tai chinh;doan kiem tra;cong doan co so thanh vien;cong doan cap tren
cong doan cap tren truc tiep co so;cong doan nganh;ldld huyen;chi hoi nghe nghiep;to hoi nghe nghiep;to tiet kiem
con;dan;nguoi khuyet tat;nguoi ngheo;nguoi cao tuoi;nguoi cai nghien;thuong binh;gia dinh chinh sach;ho kinh doanh
diem truong;phong hoc;bep an;co so giao duc;tram;tram y te;giong cay;mo hinh kinh te;mo hinh diem;vuon;vuon mau
lien doan lao dong;don vi truc thuoc;hoat dong;phong trao;ngan hang;gio;tiet;gio giang
"""
_LEXICON = listed(_NOUNS.replace("\n", ";"))
_LONGEST = max(noun.count(" ") + 1 for noun in _LEXICON)
_MONEY = re.compile(r"\s?(đồng(?! chí)|đ(?!/c(?!\w))|vnđ|vnd|usd|đôla)(?!\w)", re.IGNORECASE)
_PERCENT = re.compile(r"\s?(?:%|‰|phần trăm(?!\w)|điểm %|điểm phần trăm(?!\w))")
_WORD = re.compile(r"\s?[“\"]?([đĐ]/[cC](?!\w)|[^\W\d_]+(?:[-][^\W\d_]+)?)")
_PER = any_of(
    "năm học;năm;tháng;quý;tuần;ngày;giờ;học kỳ;người;đoàn viên;hội viên;đơn vị;cơ sở;cđcs;công đoàn cơ sở;"
    "suất;hộ;lượt;lần"
    ";khóa;ha;km;huyện;xã;phường;trường;lớp;chi đoàn;chi hội;chi bộ;tổ;đợt;doanh nghiệp;dn;cán bộ;cháu;em;căn;"
    "nhà;bữa;cuộc"
    ";vạn dân;thành viên;học sinh;công trình;cụm;thôn;ấp;khu;bản;đồng chí;trường hợp;phần;giao dịch"
    ";nhiệm kỳ;sào;con;hội;"
    "cơ sở đoàn"
)
_EACH = re.compile(rf"\s?/\s?(\d{{0,2}}\s?{_PER})(?!\w)", re.IGNORECASE)
_STOPS = listed(
    "và hoặc của cho với tại trong ở theo trên dưới là có đến trở lên về do khi để vào năm mỗi các những này đó hằng"
    " hàng tháng quý tham đạt tổ thực đăng được ngoài so gồm từ bằng mà thì hay"
    " tới đã sẽ không phải cùng nhằm xuống lên đối tùy còn khi"
)
_TIME = listed("nam;thang;quy;tuan;ngay;gio;phut;tuoi;khoa;nhiem ky;the ky;thap ky;hoc ky")


def percent_end(text: str, position: int) -> int:
    """Where a percent sign after the number ends, or -1."""
    found = _PERCENT.match(text, position, position + 20)
    return found.end() if found else -1


def money_end(text: str, position: int) -> int:
    """Where a currency after the number ends, or -1."""
    found = _MONEY.match(text, position, position + 12)
    return found.end() if found else -1


def noun_after(text: str, position: int, limit: int) -> tuple[str | None, int, bool]:
    """The counted noun at the position: as written, its end, and whether it is an everyday one."""
    words: list[tuple[str, int]] = []
    plain: list[str] = []
    at = position
    while len(words) < _LONGEST:
        found = _WORD.match(text, at, min(limit, at + 40))
        if not found or (not words and found.start(1) > position + 2):
            break
        words.append((fold(found.group(1)), found.end()))
        plain.append(lower(found.group(1)))
        at = found.end()
    start = position
    while start < limit and text[start] in ' “"':
        start += 1
    for count in range(len(words), 0, -1):
        if " ".join(word for word, _ in words[:count]) in _LEXICON:
            return text[start : words[count - 1][1]], words[count - 1][1], True
    return _unlisted(text, start, words, plain)


def _unlisted(text: str, start: int, words: list[tuple[str, int]], plain: list[str]) -> tuple[str | None, int, bool]:
    kept = 0
    for word in plain[:3]:
        if word in _STOPS:
            break
        kept += 1
    if not kept:
        return None, start, False
    kept = min(kept, 2)
    return text[start : words[kept - 1][1]], words[kept - 1][1], False


def each_after(text: str, position: int, limit: int) -> tuple[str | None, int]:
    """What a slash divides by ("/năm", "/CĐCS"), and its end."""
    found = _EACH.match(text, position, min(limit, position + 40))
    return (found.group(1), found.end()) if found else (None, position)


def is_noun(words: str) -> bool:
    """Whether the words are an everyday counted noun."""
    return fold(words) in _LEXICON


def is_time(unit: str | None) -> bool:
    """Whether the noun is a length of time."""
    words = fold(unit or "").split(" ")
    if " ".join(words[:2]) in _TIME:
        return True
    return words[0] in _TIME and words[1:2] not in (["cong"], ["luong"], ["hoi"], ["tinh"], ["chu"], ["thu"])


def head(unit: str) -> str:
    """The folded noun, for comparing."""
    return fold(unit)
