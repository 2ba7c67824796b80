"""Words beside a group that tell its role: whole words, and roots of verbs in `ROOTS`."""

from __future__ import annotations

from typing import Final

from sipks.reading.tables import words

BY: Final = words("oleh ku dening dek ulih")
ROOTS: Final = words(
    """serang bacok keroyok aniaya pukul pukuli tembak tembaki usir sandera sekap ancam bakar jarah
    rusak lempar lempari intimidasi culik teror tikam hajar gusur tahan kurung hadang cegat
    palak panah kepung gebuk gebuki tebas tusuk amuk tendang seret paksa larang teriaki maki hina
    tampar dorong injak bubarkan buru kejar bentak labrak geruduk serbu satroni"""
)
HOSTILE: Final = words(
    """menyerang membacok mengeroyok menganiaya memukul memukuli menembak menembaki mengusir
    menyandera menyekap mengancam membakar menjarah merusak melempar melempari mengintimidasi
    menculik meneror menikam menghajar menyerbu menggeruduk memanah menahan mengurung mengepung
    mencegat mengejar memburu menebas menusuk menendang menampar menyeret memaksa menghina
    serang serbu bakar rusak keroyok geruduk lempar lempari usir ancam pukul pukuli tahan sandera
    bacok hajar tikam jarah menghantam menggebuki menyergap menodong memalak memeras menerjang
    menghancurkan menculik mencekik meludahi menghujani meneriaki mengintai mengancam2 nyerang
    mukul mukulin ngeroyok ngusir ngancam ngerusak gebukin hantam nyerbu nimpuk"""
)
DONE: Final = HOSTILE | words(
    """memblokir memblokade menutup menyegel menghadang mendobrak merobohkan memalang memagari
    merampas menduduki memasang menumpuk menebang menjebol melarang mendatangi mengamuk ngamuk
    menggulingkan mencabut menyatroni membubarkan blokir palang tutup segel hadang rampas cabut
    menerobos membobol menguras menggembok membongkar merazia memotong menebangi menyerobot
    mengobrak menyayat mencuri menggondol nutup nyegel ngebakar ngamuk bobol gembok"""
)
PAINED: Final = words(
    """luka terluka tewas meninggal mengungsi cedera lebam memar gugur md luka2 dievakuasi
    diungsikan dirawat kritis terkapar pingsan kena terkena disuruh korban"""
)
CLASHING: Final = words(
    """saling bentrok bentrokan tawuran berkelahi berantam berantem baku adu cekcok bersitegang vs
    versus berselisih berseteru rebutan berebut berdamai islah bersalaman"""
)
BETWEEN: Final = words(
    """antara antar vs versus lawan melawan bentrokan tawuran perkelahian keributan perselisihan
    perseteruan konflik sengketa bentrok"""
)
DEEDS: Final = words(
    """pemukulan penganiayaan pengeroyokan penyerangan pengusiran penculikan penyekapan pembacokan
    penyanderaan penembakan pengancaman intimidasi teror penikaman penghadangan"""
)
RAGE: Final = words("amuk amukan ulah serbuan serangan keroyokan")
WITH: Final = words("dengan dgn dg sama deng karo jeung dan serta vs versus lawan")
NOT_PASSIVE: Final = words(
    """dini dinas dingin diri dia dingi dinding dimana disini disana disitu diduga disebut dinilai
    dijaga diamankan ditangkap dilerai dibantu disaksikan diselamatkan dievakuasi dikawal didamaikan
    ditengahi ditolong dilarikan dibawa dirawat difasilitasi dimediasi diperiksa didata dihadiri
    diikuti dialami dimiliki diterima dikutip ditemukan dilaporkan digelar dipimpin ditemui dicegah
    diminta diimbau diterjunkan disiagakan dibubarkan dipisahkan diredam dinantikan dihuni
    ditampung ditempati dipakai dimintai dipanggil ditugaskan diwakili dikerahkan"""
)
PASSED_OVER: Final = words(
    """sekitar kurang lebih para oknum pihak sejumlah beberapa puluhan belasan ratusan ribuan
    sebagian kelompok sekelompok segerombolan rombongan gerombolan dua tiga empat lima enam tujuh
    delapan sembilan sepuluh orang org paksa habis ramai rame rame2 diduga dugaan kawanan
    semua seluruh sebuah satu kedua barisan ketiga anak anggota massa warga"""
)
SENT: Final = "diminta"
AWAY: Final = words("pergi keluar pulang pindah meninggalkan turun balik angkat minggat")
WHO: Final = words("yang yg nan sing")
GOES_ON: Final = words(
    """mencoba hendak sempat lalu langsung ikut kembali yang yg mau akan malah beramai melakukan
    mulai nekat berusaha ingin terlibat"""
)
OWNED: Final = words(
    """rumah kios lapak warung kos mes mess barak pos kapal perahu motor mobil truk bagan posko
    sekretariat asrama kebun pondok tenda milik permukiman kampung gerobak toko kantor kendaraan
    terhadap kepada alat"""
)
MENDING: Final = words(
    """mediasi memediasi dimediasi difasilitasi memfasilitasi menengahi ditengahi melerai
    mendamaikan didamaikan disaksikan islah damai berdamai mendinginkan mempertemukan
    penengah menjembatani menjamin musyawarah nengahin negosiasi perundingan"""
)
