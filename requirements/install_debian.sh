#!/bin/sh
# Installs the Debian packages that a file names, one a line, where they are missing.
set -eu

missing=""
while read -r package; do
    dpkg-query --show --showformat='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing="$missing $package"
done <"$1"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "error: Debian packages are missing; as root: apt-get install$missing" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
# shellcheck disable=SC2086 # names without spaces, one argument each
apt-get -qq install -y --no-install-recommends $missing
