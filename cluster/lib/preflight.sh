# What cannot work is said before anything is started.

# What a start takes: of the state, of the cache with its binaries and images, and of what Go keeps to build them.
readonly STATE_MEBIBYTES=1500 FURTHER_NODE_MEBIBYTES=1000 CACHE_MEBIBYTES=1500 GO_MEBIBYTES=6000

# preflight_machine: what no start can do without; touches nothing.
preflight_machine() {
  [ "$(uname -s)" = Linux ] || die "the stand-in cluster needs Linux, and this is $(uname -s)" \
    "Use minikube: minikube start --addons=metrics-server && CLUSTER=minikube make demo"
  [ "$(id -u)" = 0 ] || die "the stand-in cluster needs root (namespaces, cgroups, iptables), and you are $(id -un)" \
    "As root: sudo -E make demo   Or use minikube: minikube start --addons=metrics-server   Without either: make test-unit"
  command -v dpkg-query >/dev/null || die "the stand-in cluster takes containerd and runc from Debian, and this system has no dpkg" \
    "Use minikube: minikube start --addons=metrics-server && CLUSTER=minikube make demo"
  local system
  system=$(. /etc/os-release && printf '%s' "$ID")
  [ "$system" = debian ] || die "the stand-in cluster is made from Debian's packages, and this is $system" \
    "Use minikube: minikube start --addons=metrics-server && CLUSTER=minikube make demo"
  command -v go >/dev/null || die "go is not installed (1.26 or later builds Kubernetes)" "Install Go, then type the command again."
}

# preflight_room NODES: that nobody else has what the cluster needs; touches nothing.
preflight_room() {
  local node subnets=() state=$((STATE_MEBIBYTES + ($1 - 1) * FURTHER_NODE_MEBIBYTES))
  for node in $(seq 1 "$1"); do subnets+=("$(node_subnet "$node")"); done
  preflight_port "$API_PORT" "the API server"
  preflight_port "$ETCD_PORT" "etcd"
  preflight_others
  preflight_subnets "${subnets[@]}" "$SERVICE_SUBNET" "$DOCKER_SUBNET"
  preflight_disk "$STATE" "$state" "SCALEPROOF_STATE=DIR"
  if ! compgen -G "$CACHE/bin/kubernetes-*" >/dev/null; then
    preflight_disk "$CACHE" "$((state + CACHE_MEBIBYTES))" "SCALEPROOF_CACHE=DIR"
    preflight_disk "$(go env GOCACHE)" "$GO_MEBIBYTES" "GOCACHE=DIR (and GOMODCACHE)"
  fi
}

# preflight_alive: an earlier start whose daemons all run is a cluster that somebody works with, however slow its answers are.
preflight_alive() {
  local component
  [ -e "$RUN/ready" ] || return 0
  for component in "${COMPONENTS[@]}"; do
    daemon_runs "$component" || return 0
  done
  say "a cluster runs here, and its API server does not answer; waiting up to 60 s"
  wait_for 60 "an answer of the API server" kubectl get --raw /readyz ||
    die "a cluster runs here and does not answer; it is left alone, with all that is in it" \
      "See cluster/status and cluster/logs kube-apiserver.  To begin anew: cluster/down && cluster/up"
  already_up
  exit 0
}

# Two clusters would take each other's packet filter rules for their own, and so would the removal of one.
preflight_others() {
  local other
  ! other=$(others_run "${KUBERNETES_PROGRAMS[@]}") || die "another Kubernetes runs here: $(printf '%s' "$other" | head -n 3 | tr '\n' ' ')" \
    "Stop it, or use it: CLUSTER=minikube make demo"
  ! other=$(foreign_chains) || die "the packet filter has another cluster's rules: $(printf '%s' "$other" | head -n 3 | tr '\n' ' ')" \
    "Take that cluster down first (or nerdctl's containers). If it is gone: for t in iptables ip6tables; do \$t-save | grep -vE 'KUBE-|CNI-' | \$t-restore; done"
}

preflight_subnets() {
  local taken
  ! taken=$(overlapping_routes "$@" | { if is_stale_docker0; then grep -v ' dev docker0 '; else cat; fi; } | grep .) || die "a network that the cluster needs is taken here: $(printf '%s' "$taken" | head -n 1)" \
    "Leave that network (a VPN, another cluster's bridge) while the cluster runs."
}

preflight_port() {
  local owner
  command -v ss >/dev/null || return 0 # not installed yet: then the component that needs the port says so
  owner=$(ss -Hltnp "sport = :$1" 2>/dev/null | head -n 1) || true
  [ -z "$owner" ] || die "port $1, which $2 needs, is taken: $owner" \
    "Another cluster is running here. Stop it (minikube stop), or use it: CLUSTER=minikube make demo"
}

# preflight_disk FOLDER MEBIBYTES VARIABLE: that it has so much room; the variable moves it.
preflight_disk() {
  local free existing=$1
  while [ ! -e "$existing" ]; do existing=$(dirname "$existing"); done
  free=$(free_mebibytes "$existing")
  [ "$free" -ge "$2" ] || die "$1 has $free MiB free, and the cluster needs $2 MiB there" "Free some space, or choose another place: $3"
}

free_mebibytes() { df -Pm "$1" | awk 'NR == 2 { print $4 }'; }
