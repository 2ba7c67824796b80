"""The pages of signing in, below `akun/`. Of allauth's only those that an invited user needs: no
registration, no addresses of one's own, no linking of accounts."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as provider
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path, re_path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("login/kunci-sandi/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("login/faktor-kedua/", mfa.authenticate, name="mfa_authenticate"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("keamanan/", views.security, name="mfa_index"),
    path("keamanan/mulai/", views.second_factor_begin, name="second_factor_begin"),
    path("keamanan/pastikan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "keamanan/pastikan/kunci-sandi/",
        passkey.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("keamanan/aplikasi-kode/", totp.activate_totp, name="mfa_activate_totp"),
    path("keamanan/aplikasi-kode/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("keamanan/kunci-sandi/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("keamanan/kunci-sandi/baru/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path(
        "keamanan/kunci-sandi/<int:pk>/lepas/", passkey.remove_webauthn, name="mfa_remove_webauthn"
    ),
    path("keamanan/kunci-sandi/<int:pk>/nama/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path("keamanan/kode-cadangan/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "keamanan/kode-cadangan/baru/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "keamanan/kode-cadangan/unduh/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("keamanan/sesi/lain/akhiri/", views.other_sessions_end, name="other_sessions_end"),
    path("keamanan/sesi/<slug:column>/akhiri/", views.session_end, name="session_end"),
    path("keamanan/pemberitahuan/dibaca/", views.notices_seen, name="notices_seen"),
    path("pengguna/<uuid:pk>/faktor-kedua/", views.second_factor_reset, name="second_factor_reset"),
    path("oidc/batal/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path(
        "oidc/gagal/",
        login_not_required(provider.login_error),
        name="socialaccount_login_error",
    ),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
