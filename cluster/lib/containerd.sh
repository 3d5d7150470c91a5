# containerd with a config, root and socket of its own: the system's containerd, if any, is left alone.

start_containerd() {
  make_bridge "$BRIDGE" "$NODE_ADDRESS/24"
  mkdir -p "$ETC/cni" "$STATE/containerd" "$RUN/containerd"
  cat >"$ETC/cni/10-scaleproof.conflist" <<CNI
{
  "cniVersion": "0.4.0", "name": "scaleproof",
  "plugins": [
    {"type": "bridge", "bridge": "$BRIDGE", "isGateway": true, "ipMasq": true, "hairpinMode": true,
     "ipam": {"type": "host-local", "dataDir": "$RUN/cni", "ranges": [[{"subnet": "$POD_SUBNET"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
    {"type": "portmap", "capabilities": {"portMappings": true}},
    {"type": "firewall", "backend": "iptables"}
  ]
}
CNI
  # restrict_oom_score_adj: without CAP_SYS_RESOURCE runc may not lower a score, and every pod would fail.
  cat >"$ETC/containerd.toml" <<TOML
version = 2
root = "$STATE/containerd"
state = "$RUN/containerd"
[grpc]
  address = "$CONTAINERD_SOCKET"
[plugins."io.containerd.internal.v1.opt"]
  path = "$STATE/containerd/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "scaleproof.local/pause:1"
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$ETC/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
TOML
  start_daemon containerd containerd --config "$ETC/containerd.toml"
  await_daemon containerd 20 ctr --address "$CONTAINERD_SOCKET" version
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
