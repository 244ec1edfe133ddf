#!/usr/bin/env bash
# Builds the images without a Docker engine, by buildah in a chroot: as root, or as a user to whom the
# kernel lends namespaces.
# usage: docker/build.sh [--bootstrap] [--program FILE] [--push] [IMAGE...]
#   IMAGE               elevaite (the program), auth or elevaite-web (the apps); all when none is named
#   --bootstrap         makes the Debian base with debootstrap instead of fetching it from a registry
#   --program FILE      takes a program built before on Debian 12 instead of compiling it
#   --push              also pushes `elevaite` to DELIVERY_REPOSITORY of DELIVERY_REGISTRY in AWS_REGION,
#                       where a client is signed in, as git-<commit>; its digest is the job's output
# Each image becomes build/image/IMAGE.tar (an OCI archive), and a line here says its compressed size.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

die() { printf 'docker/build.sh: %s\n' "$*" >&2; exit 1; }

bootstrap='' program='' repository='' images=()
while [ $# -gt 0 ]; do
  case $1 in
    --bootstrap) bootstrap=yes ;;
    --program) program=${2:?--program needs a file}; shift ;;
    --push) repository=$DELIVERY_REGISTRY.dkr.ecr.$AWS_REGION.amazonaws.com/$DELIVERY_REPOSITORY ;;
    -*) die "There is no option $1." ;;
    *) images+=("$1") ;;
  esac
  shift
done
[ ${#images[@]} -gt 0 ] || images=(elevaite auth elevaite-web)
[ -z "$repository" ] || [ "${images[*]}" = elevaite ] || die "Only the image elevaite is pushed."
for tool in buildah ${bootstrap:+debootstrap}; do
  command -v "$tool" >/dev/null || die "$tool was not found. Install it: apt-get install $tool"
done

# vfs needs nothing of the kernel; a machine that can do overlay says so in STORAGE_DRIVER.
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=${STORAGE_DRIVER:-vfs}
revision=$(git rev-parse HEAD)
version=$(sed -n 's/^project(elevaite VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
mkdir -p build/image
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The same commit gives the same files; their times are the commit's.
options=(--format docker --timestamp "$(git log -1 --format=%ct)" --layers --network host
  --build-arg "REVISION=$revision" --build-arg "VERSION=$version")

make_base() {
  buildah inspect --type image localhost/elevaite-base >/dev/null 2>&1 && return
  local mirror=${DEBIAN_MIRROR:-http://deb.debian.org}
  debootstrap --variant=minbase bookworm "$work/base" "$mirror/debian" >&2
  {
    echo "deb $mirror/debian bookworm main"
    echo "deb $mirror/debian bookworm-updates main"
    echo "deb $mirror/debian-security bookworm-security main"
  } >"$work/base/etc/apt/sources.list"
  chroot "$work/base" apt-get -q update </dev/null >&2
  DEBIAN_FRONTEND=noninteractive chroot "$work/base" apt-get -q upgrade -y </dev/null >&2
  rm -rf "$work"/base/var/cache/apt/archives/*.deb "$work"/base/var/lib/apt/lists/*
  local container
  container=$(buildah from scratch)
  buildah add -q "$container" "$work/base" / >&2
  buildah commit -q --rm "$container" localhost/elevaite-base >&2
}

if [ -n "$bootstrap" ]; then
  [ "${images[*]}" = elevaite ] || die "--bootstrap is for the image elevaite; the apps need Node's base."
  make_base
  options+=(--pull=never --build-arg DEBIAN=localhost/elevaite-base)
fi
if [ -n "$program" ]; then
  install -D "$program" build/image/elevaite
  options+=(--build-arg PROGRAM=build/image/elevaite)
fi

for image in "${images[@]}"; do
  case $image in
    elevaite) file=(--file docker/Dockerfile) ;;
    auth) file=(--file docker/web.Dockerfile --build-arg APP=auth) ;;
    elevaite-web) file=(--file docker/web.Dockerfile --build-arg APP=elevaite) ;;
    *) die "There is no image $image." ;;
  esac
  buildah bud "${options[@]}" "${file[@]}" --tag "localhost/$image" . >&2
  rm -f "build/image/$image.tar"
  buildah push -q "localhost/$image" "oci-archive:build/image/$image.tar" >&2
  printf '%s: %d MB compressed\n' "$image" $(($(stat -c %s "build/image/$image.tar") / 1000000))
done

if [ -n "$repository" ]; then
  buildah push -q --digestfile "$work/digest" localhost/elevaite "docker://$repository:git-$revision" >&2
  echo "digest=$(cat "$work/digest")" | tee -a "${GITHUB_OUTPUT:-/dev/null}"
fi
