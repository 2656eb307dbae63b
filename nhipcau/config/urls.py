"""Root URLs: each room brings its own; `/<nouns>/<id>/<verb>/` everywhere."""

from django.urls import include, path

urlpatterns = [
    path("", include("nhipcau.dashboards.urls")),
    path("", include("nhipcau.web.urls")),
    path("reports/", include("nhipcau.reporting.urls")),
    path("forms/", include("nhipcau.reporting.urls_forms")),
    path("programmes/", include("nhipcau.programmes.urls")),
    path("documents/", include("nhipcau.documents.urls")),
    path("indicators/", include("nhipcau.indicators.urls")),
    path("units/", include("nhipcau.units.urls")),
    path("people/", include("nhipcau.accounts.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]

handler400 = "nhipcau.web.views.bad_request"
handler403 = "nhipcau.web.views.forbidden"
handler404 = "nhipcau.web.views.not_found"
handler500 = "nhipcau.web.views.failed"
