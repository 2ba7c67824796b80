import time
from tests.security.test_hostile_words import *
from tests.security.test_hostile_words import everywhere
pytestmark = pytest.mark.django_db
def test_t(everywhere, no_stream_closes):
    said = mixed(sorted(fields() | set(NAMES)), 8)
    out=open('/tmp/slow.txt','w')
    for name, path in addresses().items():
        if name in SKIPPED: continue
        a=time.perf_counter(); r=everywhere.post(path, said); d=time.perf_counter()-a
        if d>1 or r.status_code>=500 or is_raw(r): print(name, round(d,1), r.status_code, is_raw(r), file=out, flush=True)
    print("end", file=out, flush=True)
