# Taking the cluster down leaves nothing: processes, containers, mounts, interfaces, iptables chains, cgroups, state.

take_down() {
  local -
  set +e +o pipefail # a step that fails must not keep the next ones from being taken; what is left is reported below
  stop_daemon kubelet 10
  stop_daemon kube-proxy 5
  stop_daemon dockerd 20
  [ ! -S "$CONTAINERD_SOCKET" ] || kill_containers
  stop_daemon kube-scheduler 5
  stop_daemon kube-controller-manager 5
  stop_daemon kube-apiserver 3
  stop_daemon etcd 5
  stop_daemon containerd 10
  end_shims
  unmount_below "$STATE"
  unmount_below "$DOCKER_DATA"
  remove_interfaces
  remove_iptables_rules
  remove_cgroups
  restore_sysctls
  remove_fixed_paths
  report_leftovers
  rm -rf "$STATE"
}

report_leftovers() {
  local left
  { mounts_at "$STATE"; mounts_at "$DOCKER_DATA"; } | while read -r left; do say "still mounted: $left"; done
  # Somebody's kubectl or pulumi, perhaps, which lose their cluster now.
  pgrep -fa -- "$STATE/" | while read -r left; do say "still running: ${left:0:160}"; done
}

# Shims of containers that containerd could no longer reach; they name our socket on their command line.
end_shims() {
  local pid
  for pid in $(pgrep -f -- "containerd-shim.*-address $CONTAINERD_SOCKET" || true); do
    kill -KILL "$pid" 2>/dev/null || true
  done
}

# mounts_at FOLDER: mount points at it and below. dockerd mounts its data folder on itself, and leaves that when killed.
mounts_at() { awk -v folder="$1" '$2 == folder || index($2, folder "/") == 1 { print $2 }' /proc/self/mounts; }

unmount_below() {
  local mountpoint
  # Deepest first, and twice where something is mounted over a mount.
  mounts_at "$1" | sort -r | while read -r mountpoint; do
    umount --lazy "$(printf '%b' "$mountpoint")" 2>/dev/null || true
  done
}

remove_interfaces() {
  local link
  # A pod's end of its veth goes with its namespace; the bridge's end with the pair.
  for link in $(ip -o link show master "$BRIDGE" 2>/dev/null | awk -F': ' '{ sub(/@.*/, "", $2); print $2 }'); do
    ip link delete "$link" 2>/dev/null || true
  done
  ip link delete "$BRIDGE" 2>/dev/null || true
  if [ -e "$RUN/docker" ]; then # docker0 is ours only if dockerd is
    ip link delete docker0 2>/dev/null || true
  fi
}


remove_iptables_rules() {
  local family table pattern=' ?(KUBE-|CNI-)'
  [ -e "$RUN/iptables-before" ] || return 0
  [ ! -e "$RUN/docker" ] || pattern=' ?(KUBE-|CNI-|DOCKER|-[io] docker0|-s 10\.246\.)'
  for family in iptables ip6tables; do
    [ -e "$RUN/$family-before" ] || continue
    "$family-save" 2>/dev/null | grep -vE -- "$pattern" | policies_as_before "$RUN/$family-before" | "$family-restore" 2>>"$LOGS/teardown.log" || true
    for table in $("$family-save" 2>/dev/null | sed -n 's/^\*//p'); do
      grep -qx "\*$table" "$RUN/$family-before" || remove_empty_table "$family" "$table"
    done
  done
}

# policies_as_before FILE: chains' policies (":FORWARD DROP") as FILE has them, ACCEPT where it has none.
policies_as_before() {
  awk -v before="$1" '
    BEGIN { while ((getline line < before) > 0) { if (line ~ /^\*/) t = line; else if (line ~ /^:/) { split(line, f, " "); policy[t f[1]] = f[2] } } }
    /^\*/ { table = $0 }
    /^:/ && $2 != "-" { p = policy[table $1]; print $1, (p == "" ? "ACCEPT" : p), "[0:0]"; next }
    { print }'
}

# Tables that came with the cluster go too, once no rule is left in them.
remove_empty_table() {
  local family=ip
  [ "$1" = iptables ] || family=ip6
  "$1-save" -t "$2" | grep -q '^-A' || nft delete table "$family" "$2" 2>/dev/null || true
}

remove_cgroups() {
  local root name
  for root in /sys/fs/cgroup /sys/fs/cgroup/*; do
    # docker: only when the daemon was ours; its containers are gone by now, and rmdir refuses what is in use.
    for name in kubepods docker k8s.io; do
      [ -d "$root/$name" ] || continue
      [ "$name" != docker ] || [ -e "$RUN/docker" ] || continue
      find "$root/$name" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
  done
}

restore_sysctls() {
  [ ! -s "$RUN/sysctls-before" ] || sysctl -q --load="$RUN/sysctls-before" 2>/dev/null || true
}

remove_fixed_paths() {
  local path
  [ -e "$RUN/absent-before" ] || return 0
  while read -r path; do
    rm -rf "$path"
    rmdir --ignore-fail-on-non-empty "$(dirname "$path")" 2>/dev/null || true
  done <"$RUN/absent-before"
}
