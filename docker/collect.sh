#!/usr/bin/env bash
# Copies the program, the libraries that it loads and the data that it reads into an empty root, and
# says in the root what it is made of. usage: collect.sh ROOT
set -euo pipefail
root=$1
programs=(/usr/bin/elevaite /usr/bin/pdftotext)

# Copied under the name by which it is asked for, whatever link that is here.
copy() {
  local path
  for path in "$@"; do
    mkdir -p "$root$(dirname "$path")"
    cp -rL --preserve=mode,timestamps "$path" "$root$path"
  done
}

# Debian 12 has /lib as a link to /usr/lib; so has the root.
mkdir -p "$root"/{usr/bin,usr/lib,usr/lib64,data,tmp,etc}
for name in bin lib lib64; do ln -s "usr/$name" "$root/$name"; done

libraries=$(ldd /usr/bin/elevaite /usr/bin/pdftotext |
  sed -n -e 's/.*=> \(\/[^ ]*\).*/\1/p' -e 's/^\t\(\/[^ ]*\) .*/\1/p')
! ldd /usr/bin/elevaite /usr/bin/pdftotext | grep 'not found' || { echo "A library is missing." >&2; exit 1; }
fonts=/usr/share/fonts/truetype
data=(
  /etc/ssl/certs/ca-certificates.crt /etc/ssl/openssl.cnf /etc/nsswitch.conf /etc/services /etc/mime.types
  /usr/share/zoneinfo /etc/fonts /usr/share/fontconfig
  "$fonts"/liberation/LiberationMono-*.ttf
  "$fonts"/noto/NotoSans-{Regular,Bold,Italic,BoldItalic}.ttf
  "$fonts"/noto/NotoSans{Arabic,Hebrew,Devanagari,Thai}-{Regular,Bold}.ttf
  "$fonts"/wqy/wqy-microhei.ttc
)
copy "${programs[@]}" $libraries "${data[@]}"
rm -rf "$root"/usr/share/zoneinfo/{right,posix}

echo 'elevaite:x:10001:10001:ElevAIte:/data:/usr/sbin/nologin' >"$root/etc/passwd"
echo 'elevaite:x:10001:' >"$root/etc/group"
chown 10001:10001 "$root/data"
chmod 700 "$root/data"
chmod 1777 "$root/tmp"

# Scanners of images read these two; dpkg knows /usr/lib/… as /lib/… for some packages.
owner() {
  local file
  file=$(readlink -f "$1")
  dpkg -S "$1" || dpkg -S "$file" || dpkg -S "${1#/usr}" || dpkg -S "${file#/usr}" || true
}
packages=$(for path in /usr/bin/pdftotext $libraries "${data[@]}"; do owner "$path" 2>/dev/null; done |
  sed 's/: .*//; s/:[a-z0-9]*$//' | tr ',' '\n' | sed 's/^ *//; s/:[a-z0-9]*$//' | sort -u)
[ "$(wc -w <<<"$packages")" -gt 40 ] || { echo "The packages of the libraries were not found." >&2; exit 1; }
mkdir -p "$root/var/lib/dpkg/status.d" "$root/usr/share/doc/elevaite"
copy /etc/os-release
for package in $packages; do
  dpkg-query -s "$package" >"$root/var/lib/dpkg/status.d/$package"
  copy "/usr/share/doc/$package/copyright"
done
{
  echo '{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":['
  name='"name":"${Package}","version":"${Version}"'
  purl='"purl":"pkg:deb/debian/${Package}@${Version}?arch=${Architecture}"'
  dpkg-query -W -f "{\"type\":\"library\",$name,$purl},\n" $packages | sed '$ s/,$//'
  echo ']}'
} >"$root/usr/share/doc/elevaite/sbom.cdx.json"
