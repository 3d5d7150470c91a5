# Images without a registry: made from Debian packages and Go binaries, kept in the cache as tar files.

readonly BASE_IMAGE=debian:13-slim

# provide_base_image: debian:13-slim in the Docker daemon: pulled where a registry answers, else made by debootstrap
# and thinned as the official image is. A user's own daemon has that one only as long as the cluster is up.
provide_base_image() {
  docker image inspect "$BASE_IMAGE" >/dev/null 2>&1 && return
  local rootfs_tar=$CACHE/images/debian-13-slim.tar
  if [ ! -s "$rootfs_tar" ]; then
    if timeout 60 env DOCKER_HOST="$(docker_host)" docker pull --quiet "$BASE_IMAGE" >"$LOGS/pull.log" 2>&1; then
      say "pulled $BASE_IMAGE"
      return
    fi
    make_base_rootfs "$rootfs_tar"
  fi
  docker import --change 'CMD ["bash"]' "$rootfs_tar" "$BASE_IMAGE" >"$RUN/base-image-made"
  say "imported $BASE_IMAGE"
}

# forget_base_image: takes the name from a user's daemon that is an official image's.
forget_base_image() {
  [ -s "$RUN/base-image-made" ] && ! [ -e "$RUN/docker" ] || return 0
  [ "$(docker image inspect --format '{{.Id}}' "$BASE_IMAGE" 2>/dev/null)" = "$(<"$RUN/base-image-made")" ] || return 0
  docker rmi --no-prune "$BASE_IMAGE" >/dev/null 2>&1 || say "left: image $BASE_IMAGE, which was made here and is not the official one"
}

make_base_rootfs() {
  local rootfs_tar=$1 rootfs=$STATE/debootstrap mirror
  say "making $BASE_IMAGE by debootstrap: no registry answers (once; kept in $CACHE)"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' 'Origin: Debian' | grep -E '/debian/?$' | head -n 1)
  [ -n "$mirror" ] || die "no Debian mirror among apt's sources" "Add one to /etc/apt/sources.list.d, then type the command again."
  rm -rf "$rootfs"
  mkdir -p "$rootfs" "$CACHE/images"
  timeout 900 debootstrap --variant=minbase trixie "$rootfs" "$mirror" >"$LOGS/debootstrap.log" 2>&1 || {
    tail -n 10 "$LOGS/debootstrap.log" >&2
    die "debootstrap failed (log: $LOGS/debootstrap.log)" "Check that apt's mirror carries Debian 13 (trixie), then type the command again."
  }
  # What the official slim variant leaves out.
  printf 'path-exclude=%s\n' '/usr/share/'{doc,info,lintian,locale,man}'/*' >"$rootfs/etc/dpkg/dpkg.cfg.d/slim"
  rm -rf "$rootfs"/usr/share/{doc,info,lintian,locale,man}/* "$rootfs"/var/cache/apt/* "$rootfs"/var/lib/apt/lists/* "$rootfs"/var/log/*.log
  tar -C "$rootfs" --numeric-owner -cf "$rootfs_tar.partial" .
  mv "$rootfs_tar.partial" "$rootfs_tar"
  rm -rf "$rootfs"
}

# import_binary_image NAME BINARY ENTRYPOINT_JSON: an image of one binary, at the entrypoint's path, with the libraries that it is linked
# against if it is not static; kept in the cache, handed to the kubelet.
import_binary_image() {
  local name=$1 binary=$2 entrypoint=$3 image_tar folder
  image_tar=$CACHE/images/$({ cat "$binary" && printf '%s' "$entrypoint"; } | sha256sum | cut -c1-16).tar
  if [ ! -s "$image_tar" ]; then
    folder=$(mktemp -d "$STATE/image.XXXXXX")
    install -D -m 0755 "$binary" "$folder$(jq -r '.[0]' <<<"$entrypoint")"
    ! is_dynamic "$binary" || add_libraries "$binary" "$folder"
    tar -C "$folder" --owner 0 --group 0 -c . | docker import --change "ENTRYPOINT $entrypoint" --change 'USER 65532' - "$name" >/dev/null
    docker save "$name" >"$image_tar.partial"
    mv "$image_tar.partial" "$image_tar"
    docker rmi "$name" >/dev/null
    rm -rf "$folder"
  fi
  "$CLUSTER_DIR/load-image" "$name" <"$image_tar"
}

# Not by `grep -q`, which ends before ldd does: then the pipe fails, now and then.
is_dynamic() { [[ $(ldd "$1" 2>/dev/null) = *'=>'* ]]; }

# add_libraries BINARY FOLDER: those that the base image has for it, at their places; the machine may be older or newer than that.
add_libraries() {
  docker run --rm --interactive --network none "$BASE_IMAGE" bash -c "$LIBRARIES_OF_STDIN" <"$1" | tar -C "$2" -x
}

# A script for the base image: the libraries of the program on its standard input, as a tar file. A library that is missing fails it.
readonly LIBRARIES_OF_STDIN='
set -euo pipefail
program=$(mktemp)
trap "rm \"$program\"" EXIT
cat >"$program"
chmod +x "$program"
libraries=$(ldd "$program")
if grep -F "not found" <<<"$libraries" >&2; then exit 1; fi
grep -o "/lib[^ ]*" <<<"$libraries" | sed "s|^/||" | xargs tar --create --dereference --directory /'

# copy_images NODE: what the first node has and this one has not: all at its start, what came while it was away afterwards.
copy_images() {
  local missing=()
  mapfile -t missing < <(comm -23 <(image_list 1) <(image_list "$1") | cut -d ' ' -f 1)
  [ ${#missing[@]} -gt 0 ] || return 0
  timeout 300 ctr --address "$CONTAINERD_SOCKET" --namespace k8s.io images export - "${missing[@]}" |
    timeout 300 ctr --address "$(node_socket "$1")" --namespace k8s.io images import - >/dev/null
}

# image_list NODE: names and digests; the names that are digests come with the others.
image_list() {
  timeout 20 ctr --address "$(node_socket "$1")" --namespace k8s.io images list |
    awk 'NR > 1 && $1 !~ /^sha256:/ { print $1, $3 }' | sort
}
