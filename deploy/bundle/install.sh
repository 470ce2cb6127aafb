#!/bin/sh
# ./install.sh FOLDER: checks every file of this bundle and copies it to FOLDER, which must not be there yet. Needs Node and nothing else.
set -eu
cd "$(dirname "$0")"
[ $# -eq 1 ] || { echo 'usage: ./install.sh FOLDER' >&2; exit 2; }
[ ! -e "$1" ] || { echo "$1 is there already: give each version a folder of its own, see docs/operations.md, Upgrade" >&2; exit 1; }
command -v node >/dev/null || { echo 'there is no node: install Node.js 20.20 or 22.12, or a later 22' >&2; exit 1; }
node -e 'const [a, b] = process.versions.node.split("."); process.exit((a == 20 && b >= 20) || (a == 22 && b >= 12) || a > 22 ? 0 : 1)' ||
  { echo "Node $(node --version) is too old: install 20.20 or 22.12, or a later 22" >&2; exit 1; }
sha256sum --check --quiet SHA256SUMS || { echo 'this bundle is damaged: nothing was installed' >&2; exit 1; }
mkdir -p "$1"
cp -R -P . "$1/"
echo "installed in $1, every file as it was built. Next: cd $1 && npm start"
