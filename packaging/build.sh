#!/usr/bin/env bash
# Makes the Debian package of the built program: build/package/elevaite_VERSION_ARCHITECTURE.deb
# usage: packaging/build.sh [--program FILE] [--web DIRECTORY] [--output DIRECTORY]
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

die() { printf 'packaging/build.sh: %s\n' "$*" >&2; exit 1; }

program=build/release/src/elevaite web=build/web output=build/package
while [ $# -gt 0 ]; do
  case $1 in
    --program) program=${2:?--program needs a file} ;;
    --web) web=${2:?--web needs a directory} ;;
    --output) output=${2:?--output needs a directory} ;;
    *) die "There is no option $1." ;;
  esac
  shift 2
done
[ -x "$program" ] || die "There is no program $program. Build it: ./x build"
[ -d "$web/auth" ] && [ -d "$web/elevaite" ] || die "There are no web apps in $web. Build them: ./x up"

version=$(sed -n 's/^project(elevaite VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
architecture=$(dpkg --print-architecture)
# The same commit gives the same package.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

install -D "$program" "$root/usr/bin/elevaite"
strip "$root/usr/bin/elevaite"
mkdir -p "$root/usr/share/elevaite/web"
cp -r "$web/auth" "$web/elevaite" "$root/usr/share/elevaite/web/"
install -D -m 644 packaging/elevaite.service "$root/lib/systemd/system/elevaite.service"
install -D -m 640 packaging/elevaite.conf "$root/etc/elevaite/elevaite.conf"
for page in self_hosting configuration third-party; do
  install -D -m 644 "docs/$page.md" "$root/usr/share/doc/elevaite/$page.md"
done
for file in prometheus.yaml rules.yaml dashboard.json; do
  install -D -m 644 "packaging/monitoring/$file" "$root/usr/share/elevaite/monitoring/$file"
done
for script in postinst prerm postrm; do
  install -D -m 755 "packaging/debian/$script" "$root/DEBIAN/$script"
done
echo /etc/elevaite/elevaite.conf >"$root/DEBIAN/conffiles"

# What the program loads, as the packages themselves say which version is needed.
mkdir -p "$work/debian"
touch "$work/debian/control"
libraries=$(cd "$work" && dpkg-shlibdeps -O root/usr/bin/elevaite 2>/dev/null |
  sed -n 's/^shlibs:Depends=//p')
[ -n "$libraries" ] || die "dpkg-shlibdeps found no libraries."
cat >"$root/DEBIAN/control" <<CONTROL
Package: elevaite
Version: $version
Architecture: $architecture
Maintainer: ElevAIte <maintainers@elevaite.example>
Section: web
Priority: optional
Installed-Size: $(du -sk --exclude=DEBIAN "$root" | cut -f1)
Depends: adduser, ca-certificates, tzdata, $libraries
Recommends: fonts-liberation, fonts-noto-core, fonts-wqy-microhei, poppler-utils
Suggests: postgresql
Description: AI workflow automation on a durable engine
 Build an agent by drawing nodes and edges, deploy it, and talk to it. One
 program serves the APIs, runs the workflows and serves the web apps.
CONTROL
(cd "$root" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
mkdir -p "$output"
dpkg-deb --root-owner-group -Zxz --build "$root" "$output/elevaite_${version}_$architecture.deb" >&2
echo "$output/elevaite_${version}_$architecture.deb"
