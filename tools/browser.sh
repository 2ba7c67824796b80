#!/usr/bin/env bash
# The browser and gettext that the tests of the pages need, from Debian, when we may install them.
set -euo pipefail
command -v chromium >/dev/null && command -v msgfmt >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "• Chromium dan gettext"
  apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    chromium gettext fonts-noto-core >/dev/null
else
  echo "Chromium atau gettext tidak ada: uji halaman dilewati. Pasang: apt-get install chromium gettext"
fi
