# kubelet and kube-proxy: what makes this machine the cluster's one node.

start_node() {
  sysctl -qw net.ipv4.ip_forward=1
  modprobe br_netfilter 2>/dev/null || true # built in on some kernels
  [ ! -e /proc/sys/net/bridge/bridge-nf-call-iptables ] || sysctl -qw net.bridge.bridge-nf-call-iptables=1
  make_kubeconfig kubelet "$ETC/kubelet.kubeconfig"
  make_kubeconfig proxy "$ETC/proxy.kubeconfig"
  mkdir -p "$STATE/kubelet" "$STATE/static-pods"
  # failCgroupV1: machines that still have cgroup v1 are served. enforceNodeAllocatable: their cgroups are not ours to limit.
  cat >"$ETC/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $NODE_ADDRESS
healthzBindAddress: 127.0.0.1
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $PKI/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: $PKI/kubelet.crt
tlsPrivateKeyFile: $PKI/kubelet.key
containerRuntimeEndpoint: unix://$CONTAINERD_SOCKET
cgroupDriver: cgroupfs
failCgroupV1: false
failSwapOn: false
enforceNodeAllocatable: []
volumePluginDir: $STATE/kubelet/volume-plugins
podLogsDir: $STATE/pod-logs
registerNode: true
localStorageCapacityIsolation: true
imageGCHighThresholdPercent: 100
# Images come by load-image. Once the same one was pulled from a registry too, kubelet would hide it from pods that name the
# loaded one, until they show a pull secret.
imagePullCredentialsVerificationPolicy: NeverVerify
evictionHard: {memory.available: 200Mi, nodefs.available: 1%, imagefs.available: 1%}
YAML
  start_daemon kubelet "$BIN/kubelet" --config "$ETC/kubelet.yaml" --kubeconfig "$ETC/kubelet.kubeconfig" \
    --root-dir "$STATE/kubelet" --hostname-override "$NODE_NAME" --node-ip "$NODE_ADDRESS"
  cat >"$ETC/proxy.yaml" <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: $ETC/proxy.kubeconfig}
hostnameOverride: $NODE_NAME
mode: iptables
clusterCIDR: $POD_SUBNET
bindAddress: 127.0.0.1
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
nodePortAddresses: [127.0.0.0/8, $NODE_ADDRESS/32]
conntrack: {maxPerCore: 0}
YAML
  start_daemon kube-proxy "$BIN/kube-proxy" --config "$ETC/proxy.yaml"
  await_daemon kubelet 60 node_is_ready
  say "node $NODE_NAME Ready"
}

node_is_ready() { [ "$(kubectl get node "$NODE_NAME" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" = True ]; }
