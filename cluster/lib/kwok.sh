# Fake nodes and pods by kwok, for sizes that no machine here has room for. The API server, the scheduler, the controllers and
# metrics-server are the real ones.

readonly KWOK_PORT=10247 KWOK_PODS_PER_NODE=110

# build_kwok: its own function, since only `cluster/kwok up` needs it.
build_kwok() {
  claim_folders
  build_tool kwok kwok -- -ldflags "-s -w" sigs.k8s.io/kwok/cmd/kwok
  ln -sf "$TOOL_BIN/kwok" "$BIN/kwok"
}

# start_kwok PODS: kwok, and as many fake nodes as so many pods need.
start_kwok() {
  local node nodes=$((($1 + KWOK_PODS_PER_NODE - 1) / KWOK_PODS_PER_NODE))
  kubectl apply --server-side --filename "$CLUSTER_DIR/kwok-usage.yaml" >/dev/null
  kubectl wait --for=condition=Established --timeout=10s crd/clusterresourceusages.kwok.x-k8s.io >/dev/null
  if ! daemon_runs kwok; then
    make_certificate kwok ca /O=system:masters/CN=kwok clientAuth
    make_kubeconfig kwok "$ETC/kwok.kubeconfig"
    sed -e "s|@NODE_ADDRESS@|$NODE_ADDRESS|g" -e "s|@KWOK_PORT@|$KWOK_PORT|g" -e "s|@PKI@|$PKI|g" "$CLUSTER_DIR/kwok.yaml" >"$ETC/kwok.yaml"
    start_daemon kwok "$BIN/kwok" --kubeconfig "$ETC/kwok.kubeconfig" --config "$ETC/kwok.yaml"
    await_daemon kwok 30 kwok_answers || {
      tail -n 3 "$LOGS/kwok.log" | cut -c1-400 >&2
      die "kwok did not start (log: $LOGS/kwok.log)"
    }
  fi
  for ((node = 1; node <= nodes; node++)); do fake_node "$node"; done | kubectl apply --server-side --filename - >/dev/null
  wait_for 60 "$nodes fake nodes Ready" fake_nodes_are_ready "$nodes"
  say "$nodes fake nodes Ready, with room for $((nodes * KWOK_PODS_PER_NODE)) pods"
}

kwok_answers() { curl --silent --fail --cacert "$PKI/ca.crt" "https://$NODE_ADDRESS:$KWOK_PORT/healthz"; }

# fake_node NUMBER: nothing lands on it but pods that tolerate it; its pods' addresses lead nowhere.
fake_node() {
  cat <<YAML
apiVersion: v1
kind: Node
metadata:
  name: fake-$1
  labels: {type: kwok, kubernetes.io/hostname: fake-$1, kubernetes.io/os: linux}
  annotations:
    kwok.x-k8s.io/node: fake
    metrics.k8s.io/resource-metrics-path: /metrics/nodes/fake-$1/metrics/resource
spec:
  podCIDR: 10.247.$1.0/24
  taints: [{key: kwok.x-k8s.io/node, value: fake, effect: NoSchedule}]
---
YAML
}

fake_nodes_are_ready() {
  [ "$(kubectl get nodes --selector type=kwok -o json | jq '[.items[] | select(any(.status.conditions[]?; .type == "Ready" and .status == "True"))] | length')" -ge "$1" ]
}

# stop_kwok: with its nodes go their pods, which nobody else would bury.
stop_kwok() {
  local node
  kubectl get nodes --selector type=kwok -o name | while read -r node; do
    kubectl delete pods --all-namespaces --field-selector "spec.nodeName=${node#node/}" --grace-period=0 --force --wait=false >/dev/null 2>&1
    kubectl delete "$node" --wait=false >/dev/null
  done
  stop_daemon kwok 5
  kubectl delete --ignore-not-found --filename "$CLUSTER_DIR/kwok-usage.yaml" >/dev/null
}
