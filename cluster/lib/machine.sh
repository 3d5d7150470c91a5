# A further node's machine: network, mount and process namespaces, whose first process ends all others when it ends. Nothing but
# its cgroup and its folders outlives it; with it go containers, mounts, packet filter, interfaces.

# Between the machines, as a switch is. Its port goes with a machine; that there is nobody behind an address, no one says.
readonly SWITCH=scaleproof2 NODES_CHAIN=SCALEPROOF-NODES

# start_switch: packets to, from and between further nodes; Docker would have them all dropped.
start_switch() {
  make_bridge "$SWITCH" "$NODE_ADDRESS/32"
  # Else it takes a port's, and the nodes would look for it at an old one.
  ip link set "$SWITCH" address "$(machine_mac 1)"
  local table
  for table in filter nat; do
    iptables -t "$table" -N "$NODES_CHAIN"
  done
  iptables -A "$NODES_CHAIN" -s "$PODS_SUBNET" -j ACCEPT
  iptables -A "$NODES_CHAIN" -d "$PODS_SUBNET" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
  # Last, so that kube-proxy can refuse what goes to a Service without pods.
  iptables -A FORWARD -j "$NODES_CHAIN"
  iptables -t nat -A "$NODES_CHAIN" -s "$PODS_SUBNET" ! -d "$PODS_SUBNET" -j MASQUERADE
  iptables -t nat -A POSTROUTING -j "$NODES_CHAIN"
}

# remove_switch_rules: they have a name of their own, and so go whoever came since.
remove_switch_rules() {
  local table parent
  [ "$(node_count)" != 1 ] || return 0
  for table in filter:FORWARD nat:POSTROUTING; do
    parent=${table#*:} table=${table%:*}
    iptables -t "$table" -S "$NODES_CHAIN" >/dev/null 2>&1 || continue
    iptables -t "$table" -D "$parent" -j "$NODES_CHAIN" 2>/dev/null || true
    iptables -t "$table" -F "$NODES_CHAIN"
    iptables -t "$table" -X "$NODES_CHAIN" 2>/dev/null || true
  done
}

machine_mac() { printf '02:73:70:00:00:0%s\n' "$1"; }
machine_link() { printf 'scaleproof-n%s\n' "$1"; }
machine_cgroup() { printf 'scaleproof-%s\n' "$1"; }

# machine_init NODE: the pid of its first process; fails where the machine does not run.
machine_init() {
  local starter
  starter=$(daemon_pid "machine-$1") && pgrep --parent "$starter"
}

machine_runs() { machine_init "$1" >/dev/null; }

# in_node NODE COMMAND...: runs a program, or a function of ours, where the node's daemons run.
in_node() {
  local node=$1 entry=()
  shift
  mapfile -t entry < <(node_entry "$node")
  if [ "$node" = 1 ]; then
    "$@"
  elif [ "$(type -t "$1")" = function ]; then
    "${entry[@]}" bash -c "$(declare -f "$1")"'; "$@"' in_node "$@"
  else
    "${entry[@]}" "$@"
  fi
}

# node_entry NODE: the words that lead a command into it, a line each; none of the first node.
node_entry() { [ "$1" = 1 ] || printf '%s\n' nsenter --target "$(machine_init "$1")" --net --mount --pid; }

# start_node_daemon NODE NAME COMMAND...: as start_daemon. The pid is that of nsenter, which no signal but SIGKILL may end: with
# it the daemon is killed, as by cluster/restart.
start_node_daemon() {
  local node=$1 name entry=()
  name=$(node_daemon "$node" "$2")
  shift 2
  [ "$node" = 1 ] || mapfile -t entry < <(node_entry "$node"; printf '%s\n' setpriv --pdeathsig KILL)
  start_daemon "$name" "${entry[@]}" "$@"
}

# start_machine NODE: switched on, with an address and a way to the others.
start_machine() {
  local node=$1 init address
  address=$(node_address "$node")
  mkdir -p "$(node_state "$node")" "$(node_run "$node")" "$(node_etc "$node")"
  make_machine_cgroup "$(machine_cgroup "$node")"
  # catatonit, which buries whom it is left: as a pod's pause program.
  ln -sf "$(command -v catatonit)" "$BIN/machine"
  start_daemon "machine-$node" unshare --net --mount --pid --fork --kill-child --mount-proc "$BIN/machine" -P
  await_daemon "machine-$node" 5 machine_is_on "$node"
  init=$(machine_init "$node")
  separate_folders "$node"
  ip link add "$(machine_link "$node")" type veth peer name eth0 address "$(machine_mac "$node")" netns "$init"
  ip link set "$(machine_link "$node")" master "$SWITCH" up
  in_node "$node" ip link set lo up
  in_node "$node" ip link set eth0 up
  in_node "$node" make_bridge "$BRIDGE" "$address/24"
  in_node "$node" ip route add default via "$NODE_ADDRESS" dev eth0 onlink src "$address"
  # Known for ever: packets to a dead machine get no answer, not even that there is none.
  ip neighbour replace "$address" lladdr "$(machine_mac "$node")" dev "$SWITCH" nud permanent
  ip route replace "$(node_subnet "$node")" via "$address" dev "$SWITCH" onlink src "$NODE_ADDRESS"
}

# It has mounted its own /proc by then.
machine_is_on() { [ "$(in_node "$1" cat /proc/1/comm)" = machine ]; }

# separate_folders NODE: the host's mounts of pods and images are not this machine's, nor are places that containerd, CNI and
# kubelet write to whatever they are told.
separate_folders() {
  local node=$1 mounts mounted path own
  mounts=/proc/$(machine_init "$node")/mounts
  for path in "$RUN" "$STATE/containerd" "$STATE/kubelet" "$DOCKER_DATA"; do
    mounts_at "$path" "$mounts" | sort -r | while read -r mounted; do
      in_node "$node" umount --lazy "$(printf '%b' "$mounted")" 2>/dev/null </dev/null || true
    done
  done
  for path in /var/lib/cni /var/lib/kubelet; do
    own=$(node_state "$node")$path
    mkdir -p "$path" "$own"
    in_node "$node" mount --bind "$own" "$path"
  done
  own=$(node_run "$node")/run-containerd
  mkdir -p /run/containerd "$own"
  in_node "$node" mount --bind "$own" /run/containerd
}

# make_machine_cgroup NAME: in every hierarchy; kubelet makes only what is below.
make_machine_cgroup() {
  local root roots=(/sys/fs/cgroup/*) file
  [ ! -e /sys/fs/cgroup/cgroup.controllers ] || roots=(/sys/fs/cgroup)
  for root in "${roots[@]}"; do
    [ -e "$root/cgroup.procs" ] || continue
    mkdir -p "$root/$1"
    for file in cpuset.cpus cpuset.mems; do
      # Version 1: nothing may run in a set that is empty.
      [ ! -e "$root/cpuset.cpu_exclusive" ] || cat "$root/$file" >"$root/$1/$file"
    done
    [ ! -e "$root/cgroup.subtree_control" ] ||
      { sed 's/\([a-z]\+\)/+\1/g' "$root/cgroup.subtree_control" >"$root/$1/cgroup.subtree_control"; } 2>/dev/null || true
  done
}

# stop_machine NODE: at once, as by its power switch. First its network: a kernel closes the connections of whom it kills.
stop_machine() {
  local node=$1 init
  ip link delete "$(machine_link "$node")" 2>/dev/null || true
  if init=$(machine_init "$node"); then
    kill -KILL "$init" 2>/dev/null || true
    # The first process is gone when all others are.
    wait_for 20 "end of node $node" process_gone "$init" || return 1
  fi
  rm -f "$RUN"/{machine,containerd,kubelet,kube-proxy}-"$node.pid"
}
