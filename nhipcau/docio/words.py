"""What the reader says to people, in both languages, and the refusal it raises."""

import re
from dataclasses import dataclass, field
from functools import cache
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
        "This is not a document that can be read; send a Word, OpenDocument, PDF, picture or text file.",
        "Đây không phải văn bản đọc được; hãy gửi tệp Word, OpenDocument, PDF, ảnh chụp hoặc văn bản thuần.",
    ),
    "spreadsheet": (
        "This is a workbook or slides, not a document; copy the table into a Word file, or save it as PDF.",
        "Đây là bảng tính hoặc trình chiếu, không phải văn bản; hãy chép bảng sang Word hoặc lưu thành PDF.",
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
    "unsafe-xml": (
        "The file holds what no official document needs (entities or endless nesting) and was not opened; save it anew "
        "from Word.",
        "Tệp chứa thành phần lạ mà văn bản hành chính không có nên không được mở; hãy lưu lại từ Word.",
    ),
    "other-zip": (
        "The file holds no Word document though its name or shape says so; save it as .docx from Word or LibreOffice.",
        "Tệp không chứa văn bản Word dù tên hoặc dạng tệp là vậy; hãy lưu lại thành .docx từ Word hoặc LibreOffice.",
    ),
    "no-text": (
        "No words were found in the document; send a clearer copy, or one whose text can be selected.",
        "Không tìm thấy chữ trong văn bản; hãy gửi bản rõ hơn hoặc bản có thể bôi đen chữ.",
    ),
    "too-many-pages": (
        "The document has more than {limit} pages; send only the pages that matter.",
        "Văn bản có hơn {limit} trang; hãy chỉ gửi những trang cần đọc.",
    ),
    "too-many-scans": (
        "More than {limit} pages of this document are pictures; send only the pages that matter.",
        "Văn bản có hơn {limit} trang là ảnh; hãy chỉ gửi những trang cần đọc.",
    ),
    "picture-too-large": (
        "The picture is too large to be a page; scan it at 300 dots per inch and send it again.",
        "Ảnh quá lớn so với một trang giấy; hãy quét lại ở 300 dpi rồi gửi.",
    ),
    "no-ocr": (
        "This is a scan or picture and nothing here can read pictures; install the packages tesseract-ocr and "
        "tesseract-ocr-vie, or send a copy whose text can be selected.",
        "Đây là bản quét hoặc ảnh mà máy chưa đọc được ảnh; hãy cài gói tesseract-ocr và tesseract-ocr-vie, hoặc gửi "
        "bản có thể bôi đen chữ.",
    ),
    "garbled-no-ocr": (
        "The fonts of this PDF do not tell which letters they show; save it anew from Word, or install the packages "
        "tesseract-ocr and tesseract-ocr-vie so that it is read as a picture.",
        "Phông chữ của tệp PDF này không cho biết là chữ gì; hãy lưu lại PDF từ Word, hoặc cài gói tesseract-ocr và "
        "tesseract-ocr-vie để đọc như ảnh.",
    ),
    "no-converter": (
        "This is an old Word or RTF file; open it in Word and save it as .docx, or install the package "
        "libreoffice-writer so that it is converted by itself.",
        "Đây là tệp Word cũ (.doc) hoặc RTF; hãy mở bằng Word rồi lưu thành .docx, hoặc cài gói libreoffice-writer để "
        "máy tự chuyển.",
    ),
    "not-converted": (
        "The old Word or RTF file could not be converted; open it in Word and save it as .docx.",
        "Không chuyển đổi được tệp Word cũ (.doc) hoặc RTF; hãy mở bằng Word rồi lưu thành .docx.",
    ),
    "too-slow": (
        "Reading the file took too long; send only the pages that matter, or a copy whose text can be selected.",
        "Đọc tệp mất quá nhiều thời gian; hãy chỉ gửi những trang cần đọc, hoặc bản có thể bôi đen chữ.",
    ),
    "too-heavy": (
        "The file needs more memory than one document may take; save it anew without pictures, or send only the pages "
        "that matter.",
        "Tệp cần nhiều bộ nhớ hơn mức cho một văn bản; hãy lưu lại không kèm ảnh, hoặc chỉ gửi những trang cần đọc.",
    ),
    "not-found": (
        "There is no file {name}; check the path.",
        "Không có tệp {name}; hãy kiểm tra lại đường dẫn.",
    ),
    "no-file": (
        "{name} is no file that can be read; name files, not folders.",
        "{name} không phải là tệp đọc được; hãy ghi tên tệp, không ghi thư mục.",
    ),
    "not-allowed": (
        "{name} may not be opened by you; ask for the right to read it.",
        "Bạn không được phép mở {name}; hãy xin quyền đọc tệp.",
    ),
    "cannot-write": (
        "Nothing could be written to {name}; choose another folder.",
        "Không ghi được vào {name}; hãy chọn thư mục khác.",
    ),
    "legacy-encoding": (
        "The text was written in {name} and has been converted; check the accents.",
        "Văn bản dùng bảng mã {name} và đã được chuyển đổi; hãy kiểm tra lại dấu.",
    ),
    "scanned": (
        "Pages {pages} were read from pictures; check figures and accents against the paper.",
        "Trang {pages} được đọc từ ảnh; hãy đối chiếu số liệu và dấu với bản giấy.",
    ),
    "figures-mended": (
        "Page {page}: figures of a table taken for others than was read at first ({figures}); check them.",
        "Trang {page}: số trong bảng được hiểu khác với lần đọc đầu ({figures}); hãy kiểm tra lại.",
    ),
    "words-mended": (
        "Page {page}: accents of fixed expressions put right ({words}).",
        "Trang {page}: đã sửa dấu của các cụm từ cố định ({words}).",
    ),
    "figures-unread": (
        "Page {page}: no figure could be read where one belongs in a table ({cells}); type it in from the paper.",
        "Trang {page}: không đọc được số ở ô lẽ ra có số trong bảng ({cells}); hãy nhập theo bản giấy.",
    ),
    "page-without-text": (
        "Page {page} holds no text (perhaps a scan) and was not read.",
        "Trang {page} không có chữ (có thể là bản quét) nên không đọc được.",
    ),
    "page-garbled": (
        "Page {page} is set in fonts that do not tell their letters; what was read of it is not to be trusted.",
        "Trang {page} dùng phông chữ không cho biết là chữ gì; phần đọc được ở trang này không đáng tin.",
    ),
    "help-read": (
        "Reads official documents: header, targets, tasks, tables.",
        "Đọc văn bản hành chính: phần đầu, chỉ tiêu, nhiệm vụ, bảng.",
    ),
    "help-files": (
        "documents: Word, OpenDocument, PDF, pictures, text",
        "văn bản: Word, OpenDocument, PDF, ảnh chụp, văn bản thuần",
    ),
    "help-format": (
        "table at a terminal, else json, where this is not said",
        "không ghi thì in bảng ra màn hình, còn lại là json",
    ),
    "help-out": (
        "write DIR/NAME.json for each file",
        "ghi mỗi tệp thành DIR/TÊN.json",
    ),
    "help-text": (
        "print the extracted text that spans count characters of",
        "in phần chữ đã tách; các vị trí trong kết quả đếm theo ký tự của phần này",
    ),
    "reading-page": (
        "Reading {name}: {done} of {pages} pages…",
        "Đang đọc {name}: {done}/{pages} trang…",
    ),
    "reading-file": (
        "Reading {name} ({number} of {count})…",
        "Đang đọc {name} ({number}/{count})…",
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


def reworded(sentence: str, language: Language) -> str:
    """A sentence said here in one language, in that language; the sentence itself where it was not said here."""
    for code, templates in SENTENCES.items():
        for template in templates:
            said = _pattern(template).fullmatch(sentence)
            if said:
                return say(code, language, **said.groupdict())
    return sentence


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    seen: set[str] = set()
    pattern = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            pattern += re.escape(part)
        else:
            pattern += f"(?P={part})" if part in seen else f"(?P<{part}>.+?)"
            seen.add(part)
    return re.compile(pattern, re.DOTALL)


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
