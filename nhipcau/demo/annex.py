"""Targets of 2024 as the annex of letter 101/LĐLĐ-VP divides them among the thirteen units of Ninh Bình.

The printed annex is damaged (two unit names and some cells are lost). Totals that survive are kept: 3.750 initiatives,
13 houses, 5 state enterprises in dialogue, 10 women's committees, 44 enterprise unions inspected. Where a cell is lost,
the figure that completes its total stands in its place.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class AnnexRow:
    """A row: indicator's code in the catalogue, its words on the paper, group, and a share for each of the units."""

    indicator: str
    text: str
    section: str
    shares: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.shares)


# The annex names its groups; of the third only the mark survived.
POLICY, WOMEN, INSPECTION = "III. Chính sách, thi đua", "IV. Nữ công", "V. Kiểm tra, giám sát"

# In the order of `federation.ANNEX_UNITS`: TP Ninh Bình, TP Tam Điệp, Hoa Lư, Gia Viễn, Nho Quan, Yên Mô, Yên Khánh,
# Kim Sơn, Viên chức, Giáo dục, các KCN, Y tế, Công Thương.
ROWS = (
    AnnexRow("C1", "Số nhà Mái ấm công đoàn xây mới, sửa chữa", POLICY, (1,) * 13),
    AnnexRow("B6", "Doanh nghiệp nhà nước tổ chức đối thoại", POLICY, (2, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1)),
    AnnexRow(
        "B7", "Doanh nghiệp ngoài nhà nước tổ chức đối thoại", POLICY, (40, 26, 18, 21, 17, 20, 16, 16, 0, 2, 34, 4, 4)
    ),
    AnnexRow("B1", "Doanh nghiệp thương lượng, ký mới thỏa ước", POLICY, (1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1)),
    AnnexRow("B13", "Doanh nghiệp thương lượng nâng bữa ăn ca", POLICY, (2, 2, 2, 2, 2, 2, 2, 3, 0, 0, 3, 0, 4)),
    AnnexRow("B15", "Giám sát theo Quyết định 217", POLICY, (1,) * 13),
    AnnexRow(
        "E1", "Đề tài, sáng kiến đăng ký", POLICY, (330, 480, 150, 340, 400, 480, 410, 340, 170, 100, 250, 200, 100)
    ),
    AnnexRow("A23", "Ban Nữ công quần chúng thành lập mới", WOMEN, (1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 2, 0, 0)),
    AnnexRow(
        "G3", "Kiểm tra, giám sát công đoàn cơ sở", INSPECTION, (30, 22, 20, 30, 37, 26, 30, 34, 16, 8, 12, 9, 13)
    ),
    AnnexRow("G4", "Trong đó công đoàn cơ sở doanh nghiệp", INSPECTION, (6, 4, 3, 3, 3, 3, 3, 3, 0, 1, 12, 1, 2)),
)
# Ours, not the letter's: a target nobody divided yet, in the tree of 2024.
NOT_DIVIDED = AnnexRow("E2", "Sáng kiến được công nhận", POLICY, (1_150,))
LETTER = "101/LĐLĐ-VP"
LETTER_DATE = (2024, 4, 15)
ASSIGNED_BY = "675/QĐ-TLĐ"
ASSIGNED_DATE = (2024, 4, 2)
