#!/usr/bin/env bash
# A host on which other things run, in namespaces of its own; a cluster's traces on it; and its end.
#   unshare --net --mount --pid --fork --mount-proc bash foreign-host.sh REPOSITORY FOLDER SCENARIO
# Prints `as before` if all that was there before the cluster is there after it, byte for byte, else the differences.
set -euo pipefail
repository=$1 folder=$2 scenario=$3

mkdir -p "$folder"/{disk,programs,home}
export SCALEPROOF_STATE=$folder/disk SCALEPROOF_CACHE=$folder/home
for part in common folders process others preflight containerd docker images machine before packet-filter teardown; do
  . "$repository/cluster/lib/$part.sh"
done

# Cgroups are the one thing here that the real host has, too.
machine_cgroup() { printf 'scaleproof-test-%s\n' "$1"; }

# other_program NAME: a process of that name.
other_program() {
  cp "$(command -v sleep)" "$folder/programs/$1"
  "$folder/programs/$1" 300 &
}

furnish() {
  mount -t tmpfs foreign /run
  mount -t tmpfs foreign /var/lib
  mount -t tmpfs foreign "$folder/disk"
  mkdir -p "$folder/disk/photos" /var/lib/kubelet-of-mine
  printf 'mine\n' | tee "$folder/disk/photos/summer" "$folder/disk/.hidden" /var/lib/kubelet-of-mine/file >/dev/null
  ip link set lo up
  sysctl -qw net.ipv4.ip_forward=0 net.ipv4.conf.all.route_localnet=0
  ip link add foreign0 type bridge
  ip address add 192.0.2.1/24 dev foreign0
  ip link set foreign0 up
  iptables -P FORWARD DROP
  iptables -A INPUT -s 192.0.2.7 -j DROP
  iptables -t nat -A POSTROUTING -s 192.0.2.0/24 -j MASQUERADE
  ip6tables -A INPUT -s 2001:db8::7 -j DROP
}

picture() {
  iptables-save | sed -e '/^#/d' -e 's/ \[[0-9:]*\]$//'
  ip6tables-save | sed -e '/^#/d' -e 's/ \[[0-9:]*\]$//'
  ip -o address | sed -e 's/ *valid_lft.*//' -e 's/ tentative//' -e 's/ *\\\\$//'
  ip route
  awk -v ours="$folder" 'index($2, ours) == 1 || $2 ~ /^\/(run|var\/lib)($|\/)/ { print $1, $2, $3 }' /proc/self/mounts | sort
  find "$folder/disk" /var/lib /run -xdev -printf '%p %m %U\n' | sort
  cat "$folder/disk/photos/summer" "$folder/disk/.hidden" /var/lib/kubelet-of-mine/file
  sysctl net.ipv4.ip_forward net.ipv4.conf.all.route_localnet
}

# As containerd, CNI, dockerd, kubelet and kube-proxy leave them when they are killed.
leave_traces() {
  claim_folders
  mkdir -p "$RUN" "$LOGS" "$RUN/docker"
  remember_before
  local bridge
  for bridge in "$BRIDGE" "$DOCKER_BRIDGE" "$SWITCH"; do
    ip link add "$bridge" type bridge
    ip link set "$bridge" up
    ip link add "veth${bridge: -1}" type veth peer name eth9
    ip link set "veth${bridge: -1}" master "$bridge"
    ip link set eth9 name "peer-${bridge: -1}"
  done
  ip address add "$NODE_ADDRESS/24" dev "$BRIDGE"
  printf '2\n' >"$RUN/nodes"
  start_switch
  sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.route_localnet=1
  iptables -P FORWARD ACCEPT
  iptables -N KUBE-FORWARD
  iptables -A FORWARD -j KUBE-FORWARD
  iptables -N DOCKER
  iptables -A FORWARD -o "$DOCKER_BRIDGE" -j DOCKER
  iptables -t nat -N CNI-abc
  iptables -t nat -A POSTROUTING -s 10.244.0.9/32 -j CNI-abc
  iptables -t nat -A POSTROUTING -s "$DOCKER_SUBNET" ! -o "$DOCKER_BRIDGE" -j MASQUERADE
  iptables -t mangle -N KUBE-KUBELET-CANARY
  ip6tables -t nat -N KUBE-SERVICES
  mkdir -p "$STATE/kubelet/pods/p/volume" "$STATE/containerd/x" /var/lib/cni/networks /var/lib/kubelet/pki /run/containerd
  mount -t tmpfs pod "$STATE/kubelet/pods/p/volume"
  mkdir -p "$DOCKER_DATA"
  mount --bind "$DOCKER_DATA" "$DOCKER_DATA"
}

# refused COMMAND...: prints why it refuses.
refused() { ! (trap - ERR; "$@") 2>&1 || printf 'not refused\n'; }

furnish
case $scenario in
  chains-of-another-cluster)
    iptables -t nat -N KUBE-THEIRS
    refused preflight_others
    exit
    ;;
  another-cluster-runs)
    other_program k3s
    refused preflight_others
    exit
    ;;
  overlapping-network)
    ip route add 10.96.3.0/24 dev foreign0
    ip route add 10.0.0.0/8 dev foreign0
    refused preflight_subnets "$POD_SUBNET" "$SERVICE_SUBNET" "$DOCKER_SUBNET"
    exit
    ;;
  wider-network)
    ip route add 10.0.0.0/8 dev foreign0
    refused preflight_subnets "$POD_SUBNET" "$SERVICE_SUBNET" "$DOCKER_SUBNET"
    exit
    ;;
  second-docker)
    other_program dockerd
    refused start_docker
    exit
    ;;
  quiet) ;;
  docker-was-there) other_program dockerd ;;
esac
picture >"$folder/before"
leave_traces
case $scenario in
  quiet | docker-was-there) take_down ;;
  kubernetes-came-since)
    other_program kubelet
    iptables -N KUBE-THEIRS
    mkdir -p /var/lib/kubelet/theirs
    take_down || true
    iptables-save | grep -q KUBE-THEIRS && [ -e /var/lib/kubelet/theirs ] && printf 'theirs is there\n'
    exit
    ;;
  mounted-in-it)
    mkdir "$STATE/theirs"
    mount -t tmpfs theirs "$STATE/theirs"
    printf 'mine\n' >"$STATE/theirs/file"
    ! take_down && [ "$(<"$STATE/theirs/file")" = mine ] && printf 'theirs is there\n'
    exit
    ;;
  started-anew)
    printf 'another boot\n' >"$RUN/boot-before"
    mkdir -p /var/lib/kubelet/theirs
    take_down || true
    [ -e /var/lib/kubelet/theirs ] && [ "$(sysctl -n net.ipv4.ip_forward)" = 1 ] && printf 'theirs is there\n'
    exit
    ;;
esac
picture >"$folder/after"
diff "$folder/before" "$folder/after" && printf 'as before\n'
