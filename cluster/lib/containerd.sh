# containerd with a config, root and socket of its own: the system's containerd, if any, is left alone.

# start_containerd NODE
start_containerd() {
  local node=$1 etc state run socket masquerade=true
  etc=$(node_etc "$node") state=$(node_state "$node") run=$(node_run "$node") socket=$(node_socket "$node")
  # Between nodes pods show their own addresses, as Kubernetes wants it; what leaves the machine is masqueraded by the host.
  [ "$(node_count)" = 1 ] || masquerade=false
  in_node "$node" make_bridge "$BRIDGE" "$(node_address "$node")/24"
  mkdir -p "$etc/cni" "$state/containerd" "$run/containerd"
  cat >"$etc/cni/10-scaleproof.conflist" <<CNI
{
  "cniVersion": "0.4.0", "name": "scaleproof",
  "plugins": [
    {"type": "bridge", "bridge": "$BRIDGE", "isGateway": true, "ipMasq": $masquerade, "hairpinMode": true,
     "ipam": {"type": "host-local", "dataDir": "$run/cni", "ranges": [[{"subnet": "$(node_subnet "$node")"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
    {"type": "portmap", "capabilities": {"portMappings": true}},
    {"type": "firewall", "backend": "iptables"}
  ]
}
CNI
  # restrict_oom_score_adj: without CAP_SYS_RESOURCE runc may not lower a score, and every pod would fail.
  cat >"$etc/containerd.toml" <<TOML
version = 2
root = "$state/containerd"
state = "$run/containerd"
[grpc]
  address = "$socket"
[plugins."io.containerd.internal.v1.opt"]
  path = "$state/containerd/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "scaleproof.local/pause:1"
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$etc/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
TOML
  start_node_daemon "$node" containerd containerd --config "$etc/containerd.toml"
  await_daemon "$(node_daemon "$node" containerd)" 20 ctr --address "$socket" version
}

# kill_containers: ends every container of the cluster's containerd, so that its shims and mounts go.
kill_containers() {
  local namespace id
  daemon_runs containerd || return 0
  for namespace in $(ctr_in default namespaces list --quiet); do
    for id in $(ctr_in "$namespace" tasks list --quiet); do
      ctr_in "$namespace" tasks delete --force "$id" >/dev/null 2>&1 || true
    done
    for id in $(ctr_in "$namespace" containers list --quiet); do
      ctr_in "$namespace" containers delete "$id" >/dev/null 2>&1 || true
    done
  done
}

ctr_in() {
  local namespace=$1
  shift
  timeout 20 ctr --address "$CONTAINERD_SOCKET" --namespace "$namespace" "$@"
}
