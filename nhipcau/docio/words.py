"""What the reader says to people, in both languages, and the refusal it raises."""

from dataclasses import dataclass, field
from typing import Literal

Language = Literal["vi", "en"]

SENTENCES: dict[str, tuple[str, str]] = {
    "empty": (
        "The file is empty; choose the document again.",
        "Tệp rỗng; hãy chọn lại văn bản.",
    ),
    "too-large": (
        "The file is larger than {limit} MB; split it or save it without pictures.",
        "Tệp lớn hơn {limit} MB; hãy tách tệp hoặc lưu lại không kèm ảnh.",
    ),
    "too-long": (
        "The text is longer than {limit} characters, too long for an official document; choose another file.",
        "Văn bản dài hơn {limit} ký tự, quá dài đối với một văn bản hành chính; hãy chọn tệp khác.",
    ),
    "unknown-kind": (
        "This is not a document that can be read; send a Word (.docx), PDF or text (.txt, .md) file.",
        "Đây không phải văn bản đọc được; hãy gửi tệp Word (.docx), PDF hoặc văn bản thuần (.txt, .md).",
    ),
    "old-word": (
        "This is an old Word file (.doc); open it in Word or LibreOffice and save it as .docx.",
        "Đây là tệp Word cũ (.doc); hãy mở bằng Word hoặc LibreOffice rồi lưu thành .docx.",
    ),
    "truncated": (
        "The file is damaged or cut short; ask for it again or save it anew.",
        "Tệp bị hỏng hoặc bị cắt cụt; hãy xin lại tệp hoặc lưu lại từ đầu.",
    ),
    "encrypted": (
        "The file is protected by a password; remove the password and send it again.",
        "Tệp được bảo vệ bằng mật khẩu; hãy bỏ mật khẩu rồi gửi lại.",
    ),
    "bomb": (
        "The file unpacks to far more than a document holds and was not opened; save it anew from Word.",
        "Tệp khi giải nén lớn bất thường nên không được mở; hãy lưu lại từ Word.",
    ),
    "other-zip": (
        "The file is called .docx but holds no Word document; save it as .docx from Word or LibreOffice.",
        "Tệp mang đuôi .docx nhưng không chứa văn bản Word; hãy lưu lại thành .docx từ Word hoặc LibreOffice.",
    ),
    "no-text": (
        "The document holds no text (perhaps a scan); send a copy whose text can be selected.",
        "Văn bản không có chữ (có thể là bản quét); hãy gửi bản có thể bôi đen chữ.",
    ),
    "too-many-pages": (
        "The document has more than {limit} pages; send only the pages that matter.",
        "Văn bản có hơn {limit} trang; hãy chỉ gửi những trang cần đọc.",
    ),
    "not-found": (
        "There is no file {name}; check the path.",
        "Không có tệp {name}; hãy kiểm tra lại đường dẫn.",
    ),
    "cannot-write": (
        "Nothing could be written to {name}; choose another folder.",
        "Không ghi được vào {name}; hãy chọn thư mục khác.",
    ),
    "legacy-encoding": (
        "The text was written in {name} and has been converted; check the accents.",
        "Văn bản dùng bảng mã {name} và đã được chuyển đổi; hãy kiểm tra lại dấu.",
    ),
    "page-without-text": (
        "Page {page} holds no text (perhaps a scan) and was not read.",
        "Trang {page} không có chữ (có thể là bản quét) nên không đọc được.",
    ),
    "number-blank": (
        "The number of the document is left blank.",
        "Số văn bản còn để trống.",
    ),
    "number-missing": (
        "No document number was found.",
        "Không tìm thấy số văn bản.",
    ),
    "date-missing": (
        "No date of issue was found.",
        "Không tìm thấy ngày ban hành.",
    ),
    "signer-missing": (
        "No signer was found.",
        "Không tìm thấy người ký.",
    ),
    "columns-differ": (
        "The header names {header} columns of figures; the rows carry {rows}: which column is whose is not certain.",
        "Tiêu đề có {header} cột số liệu, các dòng có {rows} ô: không chắc cột nào của đơn vị nào.",
    ),
    "row-residual": (
        "Row “{label}”: the values add up to {sum}, the total says {total} (differs by {residual}).",
        "Dòng “{label}”: các số cộng lại được {sum}, tổng ghi {total} (lệch {residual}).",
    ),
    "total-elsewhere": (
        "The figure {value} stands alone on “{label}”; it may be the total of a neighbouring row.",
        "Số {value} đứng riêng ở “{label}”; có thể là tổng của dòng liền kề.",
    ),
    "total-taken": (
        "The figure {value} stands on “{label}”, not on “{owner}” whose total it seems to be; check it.",
        "Số {value} nằm ở dòng “{label}”, có vẻ là tổng của dòng “{owner}”; hãy kiểm tra.",
    ),
    "part-above-whole": (
        "“{label}”: the part {part} is larger than the whole {whole} in column {column}.",
        "“{label}”: phần trong đó {part} lớn hơn tổng thể {whole} ở cột {column}.",
    ),
    "column-residual": (
        "Column “{column}”: the rows add up to {sum}, the row of sums says {total} (differs by {residual}).",
        "Cột “{column}”: các dòng cộng lại được {sum}, dòng tổng ghi {total} (lệch {residual}).",
    ),
    "cell-unread": (
        "Row “{label}”: “{text}” was not read as a figure; look at it.",
        "Dòng “{label}”: không đọc được “{text}” thành số; hãy xem lại.",
    ),
}


def say(code: str, language: Language = "vi", **facts: object) -> str:
    """The sentence of that code in that language, with the facts filled in."""
    english, vietnamese = SENTENCES[code]
    return (vietnamese if language == "vi" else english).format(**facts)


@dataclass(frozen=True)
class Remark:
    """Something a person should know about what was read."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: Language = "vi") -> str:
        """The remark as one sentence."""
        return say(self.code, language, **self.facts)


class CannotRead(Exception):
    """The file cannot be read; `sentence(language)` says why and what to do."""

    def __init__(self, code: str, **facts: object) -> None:
        self.remark = Remark(code, dict(facts))
        super().__init__(self.remark.sentence())

    @property
    def code(self) -> str:
        """The kind of refusal, for programs."""
        return self.remark.code

    def sentence(self, language: Language = "vi") -> str:
        """One plain sentence for the person who sent the file."""
        return self.remark.sentence(language)
