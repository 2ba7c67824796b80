from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm, SetPasswordMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sipks.people.choices import Classification
from sipks.people.models import GENERATED, Membership, Office, OfficeKind, User
from sipks.people.scope import current_actor
from sipks.people.services.granting import grantable_roles, highest_clearance
from sipks.places.fields import AreaField


class DateInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def end_of_year() -> date:
    """The last day that a decree of today is usually valid to; late in the year, of the next."""
    today = timezone.localdate()
    return date(today.year + (today.month >= 11), 12, 31)


class DecreeFields(forms.Form):
    """The decree (SK) that says how long somebody serves."""

    decree_number = forms.CharField(
        label=_("Nomor SK"), max_length=100, help_text=_("Keputusan yang mendasari tugas ini.")
    )
    decree_date = forms.DateField(label=_("Tanggal SK"), widget=DateInput())
    valid_to = forms.DateField(
        label=_("Berlaku sampai"),
        widget=DateInput(),
        initial=end_of_year,
        help_text=_("Sesudah hari ini akses berakhir dengan sendirinya."),
    )


class GrantFields(forms.Form):
    """Roles and clearance, those that the bound actor may give over the office's area."""

    roles = forms.MultipleChoiceField(label=_("Peran"), widget=forms.CheckboxSelectMultiple)
    clearance = forms.TypedChoiceField(
        label=_("Izin baca tertinggi"), coerce=int, initial=Classification.LIMITED
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor, code = current_actor(), office.area.code
        offered = grantable_roles(actor, office.area)
        roles = [(role.value, f"{role.value} · {role.label}") for role in offered]
        self.fields["roles"].choices = roles  # type: ignore[attr-defined]
        top = highest_clearance(actor, code)
        levels = [(one.value, one.label) for one in Classification if one <= top]
        self.fields["clearance"].choices = levels  # type: ignore[attr-defined]


class InviteForm(GrantFields, DecreeFields):
    """Who is invited, to do what, until when."""

    name = forms.CharField(label=_("Nama"), max_length=150)
    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Huruf, angka, dan @ . + - _ saja. Dipakai untuk masuk."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=_("Surel"),
        required=False,
        help_text=_("Tautan undangan dikirim ke sini bila peladen surel dipasang."),
    )

    field_order = [
        "name", "username", "email", "roles", "clearance", "decree_number", "decree_date",
        "valid_to",
    ]  # fmt: skip


class MembershipForm(GrantFields, DecreeFields):
    """What somebody may do from now on."""


class RenewForm(DecreeFields):
    """Whose memberships run on, and by which decree."""

    memberships = forms.ModelMultipleChoiceField(
        Membership.objects.none(),
        label=_("Keanggotaan yang diperpanjang"),
        error_messages={"required": _("Pilih sedikitnya satu keanggotaan.")},
    )

    def __init__(self, *args: Any, rows: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Membership.objects.filter(pk__in=[row.pk for row in rows])
        self.fields["memberships"].queryset = found.select_related("user", "area")  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    """Who takes over."""

    taker: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        None, label=_("Diserahkan kepada"), empty_label=_("Pilih penerus")
    )
    note = forms.CharField(
        label=_("Catatan"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, successors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = successors  # type: ignore[attr-defined]


class LeaveForm(HandOverForm):
    """Why somebody goes, and who takes over where there is somebody."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Misalnya mutasi, pensiun, atau akun disalahgunakan. Masuk ke jejak."),
    )

    field_order = ["reason", "taker", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].required = False


class EndForm(forms.Form):
    """Why a membership ends before its day."""

    reason = forms.CharField(label=_("Alasan"), max_length=300)


class OfficeForm(forms.Form):
    """What an office is called, and whether it still works."""

    name = forms.CharField(label=_("Nama"), max_length=150)
    active = forms.BooleanField(label=_("Aktif"), required=False)


class OfficeNew(forms.Form):
    """An office that does not follow from the areas: FKDM, TKDP, partner agencies."""

    kind = forms.ChoiceField(
        label=_("Jenis"), choices=[one for one in OfficeKind.choices if one[0] not in GENERATED]
    )
    name = forms.CharField(label=_("Nama"), max_length=150)
    area = AreaField(help_text=_("Wilayah tempat unit ini bekerja."))


if TYPE_CHECKING:
    PasswordForm = SetPasswordForm[User]
else:
    PasswordForm = SetPasswordForm  # generic for the type checker only


class AcceptForm(PasswordForm):
    """The name that others see, and a password; the validators know the user to be."""

    name = forms.CharField(label=_("Nama"), max_length=150)
    new_password1, new_password2 = SetPasswordMixin.create_password_fields(
        label1=_("Kata sandi"), label2=_("Ulangi kata sandi")
    )
    new_password2.help_text = ""

    field_order = ["name", "new_password1", "new_password2"]

    def validate_password_for_user(self, user: User, *args: Any, **kwargs: Any) -> None:
        """Say what is wrong with a password where it was chosen, not where it was repeated."""
        super().validate_password_for_user(user, "new_password1")
