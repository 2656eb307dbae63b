"""Which indicator of the shipped catalogue the targets of our papers mean: judged by hand, not by the reader.

By paper, the place of a target among those read of it (from 0) and its code; several where the sentence leaves it
open. Targets that no indicator of the catalogue measures are left out, and so are papers of other organisations.
"""

MEANT: dict[str, dict[int, str]] = {
    "bao-cao-tong-ket": {
        0: "A1", 1: "A6", 2: "B3", 4: "B10R B11R", 5: "H1R", 6: "B17", 7: "G3", 8: "B13", 9: "B14",
    },
    "cd-nganh-y-te": {1: "B9R", 4: "C13", 7: "D11", 8: "G3", 9: "G3 G6", 10: "D3", 11: "D5"},
    "chuyen-doi-so-wrapped": {2: "D10", 9: "A19"},
    "dai-hoi-toan-nganh": {0: "D1", 1: "B6R B7R", 2: "D4", 3: "G1", 5: "A4", 6: "A13", 9: "F4"},
    "dinh-huong-ocr": {2: "F1", 4: "A23", 5: "F5"},
    "giao-uoc-thi-dua": {1: "E9", 2: "E9X", 3: "E2"},
    "huong-dan-thi-dua": {2: "E9"},
    "ldld-tp-2026": {
        0: "D1 D2", 1: "D1", 3: "D9", 5: "A2", 6: "A6 A6P", 7: "A8", 8: "A20", 9: "A19R", 13: "B3", 15: "B6R B7R",
        16: "B17", 18: "B15", 19: "B16", 20: "C1", 21: "C10", 22: "C11", 23: "C11T", 26: "H1R", 28: "H7",
    },
    "nghiep-doan-tom-tat": {1: "A4", 3: "C11", 4: "C11T", 9: "B20D"},
    "phat-trien-doan-vien": {
        0: "A1", 1: "A1", 2: "A4", 3: "A2", 4: "A7 A8", 5: "A8", 6: "A1", 7: "A6", 8: "A9", 9: "A9M",
    },
    "quyet-dinh-giao": {0: "A1 A2", 1: "A6", 2: "B1", 4: "B6 B7", 5: "A13", 6: "H1", 7: "H2", 8: "D3"},
    "thang-cong-nhan": {2: "C1 C1N", 4: "B6R B7R", 5: "C13", 6: "E6", 7: "A1", 8: "B20"},
    "thong-bao-ket-luan": {0: "A1", 3: "G3", 6: "C1 C1N"},
    "tong-lien-doan-chuong-trinh": {
        0: "A2", 1: "A8", 2: "D4", 3: "D2", 4: "D1", 5: "B6R B7R", 6: "B3", 7: "D6", 8: "A13", 9: "B18", 10: "A20",
        11: "H7", 12: "B19",
    },
    "truong-dai-hoc": {10: "D3", 11: "H2R"},
    "truong-hoc-ke-hoach": {3: "E9", 4: "E9X", 6: "E2", 7: "D3", 9: "F1", 10: "D11"},
    "ubkt-ke-hoach": {2: "G5", 7: "G5", 10: "G7R"},
}  # fmt: skip
