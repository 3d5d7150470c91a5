# Shared by every command of cluster/: where things are, how to say things, how to wait.
# Sourced, never run. Callers set -euo pipefail.

readonly KUBERNETES_VERSION=1.37.2
readonly METRICS_SERVER_VERSION=0.9.0
readonly PULUMI_VERSION=3.259.0

CLUSTER_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly CLUSTER_DIR
# Folders of its own, also below what the user gives: they are deleted as a whole.
readonly STATE=${SCALEPROOF_STATE:-${XDG_STATE_HOME:-$HOME/.local/state}}/scaleproof
readonly CACHE=${SCALEPROOF_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}}/scaleproof

readonly RUN=$STATE/run LOGS=$STATE/logs PKI=$STATE/pki ETC=$STATE/etc BIN=$STATE/bin
readonly KUBECONFIG_FILE=$STATE/kubeconfig
readonly CONTAINERD_SOCKET=$RUN/containerd.sock

# The node's own address is its bridge's: nothing of the cluster listens on the machine's network. So it is with further nodes
# (nodes.sh), whose pods have other subnets of PODS_SUBNET.
readonly NODE_NAME=scaleproof BRIDGE=scaleproof0
readonly NODE_ADDRESS=10.244.0.1 POD_SUBNET=10.244.0.0/24 PODS_SUBNET=10.244.0.0/16
readonly SERVICE_SUBNET=10.96.0.0/16 API_SERVICE_ADDRESS=10.96.0.1
readonly DOCKER_SUBNET=10.246.0.0/24
readonly API_PORT=6443 ETCD_PORT=23790

# kubectl caches what it discovers; the user's ~/.kube is not the place for it.
export KUBECACHEDIR=$STATE/kube-cache

# microseconds: of the clock; in whole seconds where bash is macOS's own, so that `make down` says its word there, too.
microseconds() {
  local now=${EPOCHREALTIME:-$(date +%s).000000}
  printf '%s\n' "${now/[.,]/}"
}
STARTED_AT=$(microseconds)
readonly STARTED_AT

# say TEXT: one line of progress with the seconds since the command began, on standard error.
say() {
  local elapsed=$(($(microseconds) - STARTED_AT))
  printf '[%6.1f s] %s\n' "$((elapsed / 1000000)).$((elapsed / 100000 % 10))" "$*" >&2
}

# die PROBLEM [REMEDY]: ends the command with status 1.
die() {
  printf 'cluster: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf '  %s\n' "$2" >&2
  exit 1
}

# wait_for SECONDS WHAT COMMAND...: polls every 0.2 s until COMMAND succeeds; fails after SECONDS.
wait_for() {
  local limit=$1 what=$2 deadline
  shift 2
  deadline=$((SECONDS + limit))
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      printf 'cluster: %s: not within %s s\n' "$what" "$limit" >&2
      return 1
    fi
    sleep 0.2
  done
}

# make_bridge NAME ADDRESS: a bridge of that address, whether it is there already or not.
make_bridge() {
  ip link show "$1" >/dev/null 2>&1 || ip link add "$1" type bridge
  ip address replace "$2" dev "$1"
  ip link set "$1" up
}

kubectl() { "$BIN/kubectl" --kubeconfig "$KUBECONFIG_FILE" --request-timeout=10s "$@"; }

. "$(dirname "${BASH_SOURCE[0]}")/nodes.sh"
