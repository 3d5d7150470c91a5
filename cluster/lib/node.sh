# kubelet and kube-proxy: what makes a machine a node of the cluster.

# start_node NODE
start_node() {
  local node=$1 etc state kubelet proxy
  etc=$(node_etc "$node") state=$(node_state "$node") kubelet=$(node_daemon "$node" kubelet) proxy=$(node_daemon "$node" kube-proxy)
  in_node "$node" sysctl -qw net.ipv4.ip_forward=1
  modprobe br_netfilter 2>/dev/null || true # built in on some kernels
  [ ! -e /proc/sys/net/bridge/bridge-nf-call-iptables ] || in_node "$node" sysctl -qw net.bridge.bridge-nf-call-iptables=1
  # A client on the node whose connection finds no pod is in the kernel's table before kube-proxy refuses it, and for two minutes
  # whoever gets that source port again would be sent to no pod.
  [ ! -e /proc/sys/net/netfilter/nf_conntrack_tcp_timeout_syn_sent ] ||
    in_node "$node" sysctl -qw net.netfilter.nf_conntrack_tcp_timeout_syn_sent=5
  [ -s "$PKI/$kubelet.crt" ] || make_kubelet_certificate "$node"
  make_kubeconfig "$kubelet" "$etc/kubelet.kubeconfig"
  make_kubeconfig proxy "$etc/proxy.kubeconfig"
  mkdir -p "$state/kubelet" "$state/static-pods"
  # failCgroupV1: machines that still have cgroup v1 are served. enforceNodeAllocatable: their cgroups are not ours to limit.
  cat >"$etc/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $(node_address "$node")
healthzBindAddress: 127.0.0.1
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $PKI/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: $PKI/$kubelet.crt
tlsPrivateKeyFile: $PKI/$kubelet.key
containerRuntimeEndpoint: unix://$(node_socket "$node")
cgroupDriver: cgroupfs
failCgroupV1: false
failSwapOn: false
enforceNodeAllocatable: []
volumePluginDir: $state/kubelet/volume-plugins
podLogsDir: $state/pod-logs
registerNode: true
localStorageCapacityIsolation: true
imageGCHighThresholdPercent: 100
# Images come by load-image. Once the same one was pulled from a registry too, kubelet would hide it from pods that name the
# loaded one, until they show a pull secret.
imagePullCredentialsVerificationPolicy: NeverVerify
evictionHard: {memory.available: 200Mi, nodefs.available: 1%, imagefs.available: 1%}
$(share_of_the_machine "$node")
YAML
  start_node_daemon "$node" kubelet "$BIN/kubelet" --config "$etc/kubelet.yaml" --kubeconfig "$etc/kubelet.kubeconfig" \
    --root-dir "$state/kubelet" --hostname-override "$(node_name "$node")" --node-ip "$(node_address "$node")" \
    "--containerd=$(node_socket "$node")"
  cat >"$etc/proxy.yaml" <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $etc/proxy.kubeconfig}
hostnameOverride: $(node_name "$node")
mode: iptables
clusterCIDR: $(cluster_subnet)
bindAddress: 127.0.0.1
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
nodePortAddresses: [127.0.0.0/8, $(node_address "$node")/32]
conntrack: {maxPerCore: 0}
YAML
  start_node_daemon "$node" kube-proxy "$BIN/kube-proxy" --config "$etc/proxy.yaml"
}

# share_of_the_machine NODE: of several nodes each has its share of CPU and memory for pods, and all but the first a place of
# its own in the tree of cgroups. A kubelet counts the machine's cores; what it keeps back can be said.
share_of_the_machine() {
  local nodes cores memory
  nodes=$(node_count)
  [ "$nodes" != 1 ] || return 0
  cores=$(getconf _NPROCESSORS_ONLN)
  memory=$(awk '$1 == "MemTotal:" { print $2 }' /proc/meminfo)
  printf 'systemReserved: {cpu: %sm, memory: %sKi}\n' "$((cores * 1000 * (nodes - 1) / nodes))" "$((memory * (nodes - 1) / nodes))"
  [ "$1" = 1 ] || printf 'cgroupRoot: /%s\n' "$(machine_cgroup "$1")"
}

await_node() {
  await_daemon "$(node_daemon "$1" kubelet)" 60 node_is_ready "$1"
  say "node $(node_name "$1") Ready"
}

node_is_ready() { [ "$(kubectl get node "$(node_name "$1")" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" = True ]; }

# start_further_nodes: those beside the first.
start_further_nodes() {
  local node
  [ "$(node_count)" != 1 ] || return 0
  start_switch
  for node in $(further_nodes); do start_further_node "$node"; done
  for node in $(further_nodes); do await_node "$node"; done
}

# start_further_node NODE: from its machine on, with the images that the first node has.
start_further_node() {
  start_machine "$1"
  start_containerd "$1"
  copy_images "$1"
  start_node "$1"
}
