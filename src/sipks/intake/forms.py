from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sipks.people.choices import Classification
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.places.fields import AreaField

from .models import Reliability, SetAside, Source, Upload

if TYPE_CHECKING:
    SourceForm = forms.ModelForm[Source]
else:
    SourceForm = forms.ModelForm  # generic for the type checker only


class SourceEdit(SourceForm):
    """What may be changed of a source: how far it is trusted, how secret it is, if it sends."""

    class Meta:
        model = Source
        fields = ["name", "reliability", "default_classification", "active"]
        help_texts = {
            "reliability": _(
                "Keandalan bawaan bahan dari sumber ini; tiap peristiwa dinilai lagi."
            ),
            "default_classification": _("Berlaku bagi bahan yang masuk sesudah ini."),
            "active": _("Sumber yang tidak aktif tidak dapat mengirim bahan."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lettered = [(value, f"{value} – {label}") for value, label in Reliability.choices]
        self.fields["reliability"].choices = lettered  # type: ignore[attr-defined]

    def clean_default_classification(self) -> int:
        """Nobody may file material above what he may send for this area himself."""
        level: int = self.cleaned_data["default_classification"]
        actor, code = current_actor(), self.area_code()
        own = [one for one in Classification if actor.may(Act.SOURCES, code, one)]
        # Where one may send nothing at all, it is the area that is refused.
        if own and level > own[-1]:
            raise ValidationError(
                gettext("Klasifikasi ini di atas kewenangan Anda (%s).") % own[-1].label
            )
        return level

    def area_code(self) -> str | None:
        """The code of the source's area; None while no area is chosen."""
        return self.instance.scope_code


class SourceNew(SourceEdit):
    """A new source; its area must lie within the actor's."""

    place = AreaField(help_text=_("Wilayah asal sumber; petugas wilayah ini melihat bahannya."))

    class Meta(SourceEdit.Meta):
        fields = ["code", "name", "kind", "reliability", "default_classification"]
        help_texts = SourceEdit.Meta.help_texts | {
            "code": _("Singkat dan tetap, misalnya FKDM-MKS. Tidak dapat diubah lagi."),
        }

    # What depends on the place is asked after it.
    field_order = ["name", "code", "kind", "place", "reliability", "default_classification"]

    def area_code(self) -> str | None:
        """The code of the area chosen."""
        place = self.cleaned_data.get("place")
        return place.code if place else None


class UploadForm(forms.Form):
    """A file for one source."""

    file = forms.FileField(
        label=_("Berkas"),
        help_text=_("JSON Lines, CSV, XLSX, ekspor WhatsApp (.txt), atau surel (.eml)."),
        error_messages={"empty": _("Berkas kosong: tidak ada yang dapat dibaca.")},
    )


class UploadNew(UploadForm):
    """A file, and whichever source it is from."""

    source: forms.ModelChoiceField[Source] = forms.ModelChoiceField(
        None, label=_("Sumber"), empty_label=_("Pilih sumber")
    )

    field_order = ["source", "file"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Source.objects.filter(active=True)  # type: ignore[attr-defined]


class AsideFilter(forms.Form):
    """Which set-aside rows are listed."""

    sumber: forms.ModelChoiceField[Source] = forms.ModelChoiceField(
        None, label=_("Sumber"), required=False, empty_label=_("Semua sumber")
    )
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=SetAside.State.choices,
        initial=SetAside.State.OPEN,
    )

    berkas: forms.ModelChoiceField[Upload] = forms.ModelChoiceField(
        None, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sumber"].queryset = Source.objects.all()  # type: ignore[attr-defined]
        self.fields["berkas"].queryset = Upload.objects.all()  # type: ignore[attr-defined]
