#!/usr/bin/env bash
# Starts `elevaite up` in the root of the built image, as its user, and has a chat with it: as root.
# A chroot stands in for a container, which not every machine that builds may run.
set -euo pipefail
export STORAGE_DRIVER=${STORAGE_DRIVER:-vfs}
auth=18004 engine=18006 demo=18010

container=$(buildah from --pull-never localhost/elevaite)
root=$(buildah mount "$container")
server=
finish() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null && wait "$server" || true; fi
  buildah rm "$container" >/dev/null
}
trap finish EXIT

# As the health check of a container asks: by the same configuration.
ask() { ELEVAITE_AUTH_PORT=$auth ELEVAITE_ENGINE_PORT=$1 inside /usr/bin/elevaite health auth engine; }
inside() { chroot --userspec=10001:10001 "$root" "$@"; }
[ "$(find "$root" -name sh -o -name bash -o -name apt-get -o -name dpkg -type f | wc -l)" = 0 ] ||
  { echo "The image has a shell or a package manager." >&2; exit 1; }

ELEVAITE_DATA_DIR=/data ELEVAITE_DEMO_SEED=true ELEVAITE_DEMO_PORT=$demo \
  ELEVAITE_AUTH_PORT=$auth ELEVAITE_ENGINE_PORT=$engine \
  ELEVAITE_WEB_DIR='' SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt XDG_CACHE_HOME=/tmp \
  chroot --userspec=10001:10001 "$root" /usr/bin/elevaite up >"$root/tmp/log" 2>&1 &
server=$!
for _ in $(seq 300); do
  if [ -e "$root/data/demo.json" ] && ask $engine >/dev/null 2>&1; then
    break
  fi
  kill -0 "$server" || { cat "$root/tmp/log" >&2; exit 1; }
  sleep 0.2
done
key=$(sed -n 's/.*"api_key": *"\([^"]*\)".*/\1/p' "$root/data/demo.json")
answer=$(curl -sS --fail --max-time 60 "http://127.0.0.1:$engine/v1/chat/completions" \
  -H "authorization: Bearer $key" -H 'content-type: application/json' \
  -d '{"model":"order-desk","messages":[{"role":"user","content":"What is the status of order 1042?"}]}')
grep -q '"content":"[^"]' <<<"$answer" || { echo "No answer: $answer" >&2; exit 1; }
echo "The image answers: $(sed 's/.*"content":"\([^"]*\)".*/\1/' <<<"$answer")"
if ask 18099 >/dev/null 2>&1; then
  echo "The health check cannot fail." >&2
  exit 1
fi
