"""A page of every component, for those who build pages. Only where NHIPCAU_DEBUG=1; no translation needed."""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nhipcau.web import charts


class _Questions(forms.Form):
    name = forms.CharField(label="Tên chương trình", help_text="Như ghi trong văn bản ban hành.")
    due = forms.DateField(
        label="Hạn báo cáo", required=False, widget=forms.DateInput(attrs={"placeholder": "31/5/2024"})
    )
    kind = forms.ChoiceField(label="Kỳ", choices=[("m", "Tháng"), ("h", "Sáu tháng"), ("y", "Năm")])
    how = forms.ChoiceField(
        label="Cách chia", choices=[("a", "theo số CĐCS"), ("b", "sao xuống")], widget=forms.RadioSelect
    )
    file = forms.FileField(label="Tệp", required=False)
    firm = forms.BooleanField(label="Bắt buộc", required=False)


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Đã gửi báo cáo tháng 11.")
    messages.warning(request, "Hai ô khác xa tháng trước.")
    messages.error(request, "Tổng giao xuống vượt số được giao 60.")
    spans = [
        ("Thỏa ước lao động tập thể ký mới", Decimal(4), Decimal(10), Decimal("7.5"), "behind"),
        ("Đoàn viên tăng thêm (thực tăng)", Decimal(4120), Decimal(6071), Decimal(4550), "late"),
        ("CĐCS thành lập mới", Decimal(14), Decimal(18), Decimal("13.5"), "on"),
        ("Đoàn viên ưu tú giới thiệu cho Đảng", Decimal(1092), Decimal(1085), Decimal(814), "met"),
        ("Sáng kiến được công nhận", Decimal(1431), Decimal(1200), Decimal(900), "met"),
        ("Chưa báo cáo", None, Decimal(30), Decimal(22), "none"),
        ("Không có chỉ tiêu", Decimal(7), None, None, "on"),
    ]
    heat = [("TP Ninh Bình", [None, 132, 72, 65, 114, 96, 76]), ("Hoa Lư", [111, None, 110, 89, 133, 122, 57])]
    return render(
        request,
        "web/showcase.html",
        {
            "form": _Questions({"name": "", "how": "a"}),
            "spans": spans,
            "heat_rows": heat,
            "page": Paginator(range(6500), 50).page(2),
            "trend": charts.trend(
                "Theo tháng",
                [str(n) for n in range(1, 13)],
                [310, 480, 900, 1180, 1600, 2210, 2480, 3300, 4120],
                [300, 520, 800, 1120, 1500, 1990, 2300, 2900, 3400, 3900, 4300, 4700],
            ),
            "ranking": charts.ranking(
                "Xếp hạng",
                [
                    ("CĐ Giáo dục", Decimal("119.3"), "met"),
                    ("TP Tam Điệp", 104, "met"),
                    ("Hoa Lư", 97, "on"),
                    ("CĐ các KCN", 62, "behind"),
                    ("Yên Mô", None, "none"),
                ],
                mark=100,
                width=220,
                unit=" %",
            ),
        },
    )
