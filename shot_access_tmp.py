from __future__ import annotations
import os
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
from datetime import timedelta
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import sync_playwright
from sipks.incidents.models import Incident
from sipks.incidents.tests.telling import group, tell, later
from sipks.people.choices import Role
from sipks.people.scope import Actor, bind
from sipks.people.services.shares import share_create, share_end
FLAGS=["--no-sandbox","--use-angle=swiftshader","--enable-unsafe-swiftshader","--disable-background-networking"]

@pytest.mark.django_db(transaction=True)
def test_shots(live_server, areas, make_officer, sign_in, officer, neighbour, stranger, province, program, settings):
    told = group(tell("Bentrok dua kelompok pemuda di batas kota, jalan diblokade warga", killed=(1,1,2)), tell("Bentrok dua kelompok pemuda di batas kota, jalan diblokade, kata warga", by="kanal-b", reported=later(hours=1)))
    incident = Incident.objects.get(pk=told[0].incident_id)
    group(tell("Tawuran pelajar, dua luka", "73.06", by="lain", category="SOS-2"))
    dprd = make_officer("dprd-sulsel","73.06",Role.PARLIAMENT)
    make_officer("kupang-dua","53.71", Role.TEAM_MEMBER)
    auditor = make_officer("auditor","73",Role.AUDITOR)
    admin = make_officer("admin","73.71",Role.ADMINISTRATOR)
    kader = make_officer("kader","73.71",Role.REPORTER)
    end = timezone.localdate()+timedelta(days=30)
    with bind(Actor.of(officer)):
        share_create(record=incident, area=areas["73.06"], until=end, reason="Kejadian di batas dua wilayah")
        s=share_create(record=incident, user=stranger, until=end, reason="Pelaku diduga menyeberang")
        share_end(share=s)
    share=reverse("incidents:share",args=[incident.pk]); d=incident.get_absolute_url()
    shots=[("share",officer,share+"?cari=dprd"),("share-nil",officer,share+"?cari=kup"),("incident",officer,d),("recipient",neighbour,d),("queue",neighbour,"/antrean/?dibagikan=on"),
      ("404",stranger,d),("403",kader,"/antrean/"),
      ("akses",auditor,"/akses/?petugas=kupang&catatan="+str(incident.pk)+"&tindakan=read"),("akses-ok",auditor,"/akses/?petugas=gowa&catatan="+str(incident.pk)+"&tindakan=read"),("akses-empty",admin,"/akses/"),("akses-bad",admin,"/akses/?petugas=zz&catatan=zz")]
    states={}
    for _,u,_p in shots:
        if u.pk not in states:
            c=sign_in(u); states[u.pk]={k:v.value for k,v in c.cookies.items()}
    only=os.environ.get("ONLY","").split(",")
    with sync_playwright() as p:
        b=p.chromium.launch(executable_path="/usr/bin/chromium",args=FLAGS)
        for name,u,path in shots:
            if only!=[""] and name not in only: continue
            for w in (1280,360):
                ctx=b.new_context(base_url=live_server.url,viewport={"width":w,"height":900 if w>400 else 740},locale="id-ID",reduced_motion="reduce")
                ctx.add_cookies([{"name":k,"value":v,"url":live_server.url} for k,v in states[u.pk].items()])
                pg=ctx.new_page(); pg.goto(path)
                pg.screenshot(path=f"/tmp/access-shots/{name}-{w}.png",full_page=True)
                print(name,w,pg.evaluate("document.documentElement.scrollWidth"))
                if name=="akses-empty" and w==360:
                    pg.locator(".more summary").click(); pg.wait_for_timeout(300)
                    pg.screenshot(path="/tmp/access-shots/more-360.png")
                if name=="akses-ok":
                    pg.locator("details.card summary").click(); pg.screenshot(path=f"/tmp/access-shots/table-{w}.png",full_page=True)
                ctx.close()
        b.close()
