# Taking the cluster down leaves nothing of it: processes, containers, mounts, interfaces, packet filter rules, cgroups, state.
# And it takes nothing that is somebody else's.

# take_down: fails when something had to be left; what, is said.
take_down() {
  local -
  set +e +o pipefail # a step that fails must not keep the next ones from being taken; what is left is reported below
  local node
  for node in $(further_nodes); do stop_machine "$node"; done
  stop_daemon kubelet 10
  stop_daemon kwok 5
  stop_daemon kube-proxy 5
  stop_daemon dockerd 20
  [ ! -S "$CONTAINERD_SOCKET" ] || kill_containers
  stop_daemon kube-scheduler 5
  stop_daemon kube-controller-manager 5
  stop_daemon kube-apiserver 3
  stop_daemon etcd 5
  stop_daemon containerd 10
  end_shims
  unmount_below "$RUN"
  unmount_below "$STATE/containerd"
  unmount_below "$STATE/kubelet"
  unmount_below "$DOCKER_DATA"
  remove_interfaces
  remove_switch_rules
  remove_iptables_rules
  remove_cgroups
  restore_sysctls
  remove_modules
  remove_fixed_paths
  forget_base_image
  report_running
  delete_folder "$STATE"
}

report_running() {
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

unmount_below() {
  local mountpoint
  # Deepest first, and twice where something is mounted over a mount.
  mounts_at "$1" | sort -r | while read -r mountpoint; do
    umount --lazy "$(printf '%b' "$mountpoint")" 2>/dev/null || true
  done
}

remove_interfaces() {
  local bridge link
  for bridge in "$BRIDGE" "$DOCKER_BRIDGE" "$SWITCH"; do
    # A pod's end of its veth goes with its namespace; the bridge's end with the pair.
    for link in $(ip -o link show master "$bridge" 2>/dev/null | awk -F': ' '{ sub(/@.*/, "", $2); print $2 }'); do
      ip link delete "$link" 2>/dev/null || true
    done
    ip link delete "$bridge" 2>/dev/null || true
  done
}

remove_cgroups() {
  local root name node
  for root in /sys/fs/cgroup /sys/fs/cgroup/*; do
    for node in $(further_nodes); do
      name=$(machine_cgroup "$node")
      [ ! -d "$root/$name" ] || find "$root/$name" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
    ! kubernetes_since || continue
    # docker: only when the daemon was ours; its containers are gone by now, and rmdir refuses what is in use.
    for name in kubepods docker k8s.io; do
      [ -d "$root/$name" ] || continue
      [ "$name" != docker ] || { [ -e "$RUN/docker" ] && ! others_since dockerd >/dev/null; } || continue
      find "$root/$name" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
  done
}
