from __future__ import annotations

from django.urls import path

from sipks.people.views import invitation, members, offices, persons, teams

urlpatterns = [
    path("kantor/", offices.offices, name="offices"),
    path("kantor/baru/", offices.office_new, name="office_new"),
    path("kantor/<uuid:pk>/", offices.office, name="office"),
    path("kantor/<uuid:pk>/ubah/", offices.office_edit, name="office_edit"),
    path("kantor/<uuid:pk>/undang/", members.invite, name="invite"),
    path("kantor/<uuid:pk>/perpanjang/", members.renew, name="renew"),
    path("kantor/undangan/<uuid:pk>/cabut/", members.invitation_revoke, name="invitation_revoke"),
    path("kantor/keanggotaan/<uuid:pk>/", members.membership, name="membership"),
    path("kantor/keanggotaan/<uuid:pk>/akhiri/", members.membership_end, name="membership_end"),
    path("kantor/orang/<uuid:pk>/", persons.person, name="person"),
    path("kantor/orang/<uuid:pk>/serah-terima/", persons.hand_over, name="hand_over"),
    path("kantor/orang/<uuid:pk>/berhenti/", persons.leave, name="leave"),
    path("kantor/serah-terima/<uuid:pk>/", persons.hand_over_record, name="hand_over_record"),
    path("timdu/", teams.teams, name="teams"),
    path("timdu/<uuid:pk>/", teams.team, name="team"),
    path("timdu/<uuid:pk>/sk/", teams.decree_new, name="decree_new"),
    path("timdu/sk/<uuid:pk>/", teams.decree, name="decree"),
    path("timdu/sk/<uuid:pk>/anggota/", teams.decree_members, name="decree_members"),
    path("timdu/sk/<uuid:pk>/tarik/", teams.decree_remove, name="decree_remove"),
    path("timdu/sk/<uuid:pk>/berkas/", teams.decree_file, name="decree_file"),
    path("undangan/", invitation.invitation, name="invitation"),
]
