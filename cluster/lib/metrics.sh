# metrics-server as a pod, at its upstream default resolution of 15 s.

start_metrics_server() {
  # There is one, and where several nodes are, the one it is on may be lost: it is missed sooner than other pods (300 s).
  local lost=300
  [ "$(node_count)" = 1 ] || lost=10
  kubectl --namespace kube-system create configmap kubelet-ca --from-file=ca.crt="$PKI/ca.crt" --dry-run=client -o yaml |
    kubectl apply --server-side --filename - >/dev/null
  sed -e "s|@VERSION@|$METRICS_SERVER_VERSION|" -e "s|@LOST_SECONDS@|$lost|" "$CLUSTER_DIR/metrics-server.yaml" | kubectl apply --server-side --filename - >/dev/null
  wait_for 120 "metrics-server Available" metrics_api_available
  say "metrics-server Available"
  wait_for 120 "pod metrics" metrics_answer
  say "pod metrics answer"
}

metrics_api_available() {
  [ "$(kubectl get apiservice v1beta1.metrics.k8s.io -o 'jsonpath={.status.conditions[?(@.type=="Available")].status}')" = True ]
}

metrics_answer() { kubectl get --raw /apis/metrics.k8s.io/v1beta1/pods | jq -e '.items | length > 0'; }
