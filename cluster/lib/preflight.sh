# What cannot work is said before anything is started.

readonly DEBIAN_PACKAGES=(docker.io containerd runc containernetworking-plugins iptables nftables conntrack iproute2 debootstrap catatonit openssl jq)
readonly MINIMUM_FREE_MEBIBYTES=6000

# preflight_machine: what no start can do without; touches nothing.
preflight_machine() {
  [ "$(uname -s)" = Linux ] || die "the stand-in cluster needs Linux, and this is $(uname -s)" \
    "Use minikube: minikube start --addons=metrics-server && CLUSTER=minikube make demo"
  [ "$(id -u)" = 0 ] || die "the stand-in cluster needs root (namespaces, cgroups, iptables), and you are $(id -un)" \
    "As root: sudo -E make demo   Or use minikube: minikube start --addons=metrics-server   Without either: make test-unit"
  command -v dpkg-query >/dev/null || die "the stand-in cluster takes containerd and runc from Debian, and this system has no dpkg" \
    "Use minikube: minikube start --addons=metrics-server && CLUSTER=minikube make demo"
  command -v go >/dev/null || die "go is not installed (1.26 or later builds Kubernetes)" "Install Go, then type the command again."
}

# preflight_room: that nobody else has what the cluster needs; touches nothing.
preflight_room() {
  preflight_port "$API_PORT" "the API server"
  preflight_port "$ETCD_PORT" "etcd"
  preflight_disk "$STATE"
  preflight_disk "$CACHE"
}

preflight_port() {
  local owner
  command -v ss >/dev/null || return 0 # not installed yet: then the component that needs the port says so
  owner=$(ss -Hltnp "sport = :$1" 2>/dev/null | head -n 1) || true
  [ -z "$owner" ] || die "port $1, which $2 needs, is taken: $owner" \
    "Another cluster is running here. Stop it (minikube stop), or use it: CLUSTER=minikube make demo"
}

preflight_disk() {
  local free existing=$1
  while [ ! -e "$existing" ]; do existing=$(dirname "$existing"); done
  free=$(df -Pm "$existing" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$MINIMUM_FREE_MEBIBYTES" ] || die "$1 has $free MiB free; the cluster needs $MINIMUM_FREE_MEBIBYTES MiB" \
    "Free some space, or choose another place: SCALEPROOF_STATE=DIR SCALEPROOF_CACHE=DIR"
}

install_debian_packages() {
  local missing=() package
  for package in "${DEBIAN_PACKAGES[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing from Debian: ${missing[*]}"
  # Debian would start dockerd and containerd on an init system; the cluster starts its own.
  { timeout 300 apt-get update && DEBIAN_FRONTEND=noninteractive timeout 900 apt-get install -y --no-install-recommends "${missing[@]}"; } \
    >"$LOGS/apt.log" 2>&1 || { tail -n 15 "$LOGS/apt.log" >&2; die "apt-get could not install ${missing[*]}" "Mend apt (see above), then type the command again."; }
}
