# etcd, kube-apiserver, kube-controller-manager and kube-scheduler.

start_control_plane() {
  start_daemon etcd "$BIN/etcd" --name "$NODE_NAME" --data-dir "$STATE/etcd" --logger zap --log-level warn \
    --listen-client-urls "https://127.0.0.1:$ETCD_PORT" --advertise-client-urls "https://127.0.0.1:$ETCD_PORT" \
    --listen-peer-urls "unix://$RUN/etcd-peer.sock:0" --initial-advertise-peer-urls "unix://$RUN/etcd-peer.sock:0" \
    --initial-cluster "$NODE_NAME=unix://$RUN/etcd-peer.sock:0" \
    --client-cert-auth --trusted-ca-file "$PKI/ca.crt" --cert-file "$PKI/etcd.crt" --key-file "$PKI/etcd.key" \
    --unsafe-no-fsync
  start_daemon kube-apiserver "$BIN/kube-apiserver" --bind-address "$NODE_ADDRESS" --advertise-address "$NODE_ADDRESS" --secure-port "$API_PORT" \
    --etcd-servers "https://127.0.0.1:$ETCD_PORT" --etcd-cafile "$PKI/ca.crt" \
    --etcd-certfile "$PKI/apiserver-etcd-client.crt" --etcd-keyfile "$PKI/apiserver-etcd-client.key" \
    --client-ca-file "$PKI/ca.crt" --tls-cert-file "$PKI/apiserver.crt" --tls-private-key-file "$PKI/apiserver.key" \
    --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction --anonymous-auth=false \
    --service-cluster-ip-range "$SERVICE_SUBNET" \
    --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$PKI/service-accounts.pub" \
    --service-account-signing-key-file "$PKI/service-accounts.key" \
    --kubelet-client-certificate "$PKI/apiserver-kubelet-client.crt" --kubelet-client-key "$PKI/apiserver-kubelet-client.key" \
    --kubelet-certificate-authority "$PKI/ca.crt" --kubelet-preferred-address-types InternalIP \
    --enable-aggregator-routing --proxy-client-cert-file "$PKI/front-proxy-client.crt" --proxy-client-key-file "$PKI/front-proxy-client.key" \
    --requestheader-client-ca-file "$PKI/front-proxy-ca.crt" --requestheader-allowed-names front-proxy-client \
    --requestheader-extra-headers-prefix X-Remote-Extra- --requestheader-group-headers X-Remote-Group --requestheader-username-headers X-Remote-User
  make_kubeconfig admin "$KUBECONFIG_FILE" scaleproof
  make_kubeconfig controller-manager "$ETC/controller-manager.kubeconfig"
  make_kubeconfig scheduler "$ETC/scheduler.kubeconfig"
  await_daemon kube-apiserver 60 kubectl get --raw /readyz
  say "etcd and API server ready"
  local autoscaler=()
  [ ! -s "$RUN/hpa-sync" ] || autoscaler=(--horizontal-pod-autoscaler-sync-period "$(<"$RUN/hpa-sync")")
  start_daemon kube-controller-manager "$BIN/kube-controller-manager" --bind-address 127.0.0.1 --kubeconfig "$ETC/controller-manager.kubeconfig" \
    --authentication-kubeconfig "$ETC/controller-manager.kubeconfig" --authorization-kubeconfig "$ETC/controller-manager.kubeconfig" \
    --leader-elect=false --flex-volume-plugin-dir "$STATE/kubelet/volume-plugins" --use-service-account-credentials --root-ca-file "$PKI/ca.crt" \
    --service-account-private-key-file "$PKI/service-accounts.key" \
    --cluster-signing-cert-file "$PKI/ca.crt" --cluster-signing-key-file "$PKI/ca.key" "${autoscaler[@]}"
  start_daemon kube-scheduler "$BIN/kube-scheduler" --bind-address 127.0.0.1 --kubeconfig "$ETC/scheduler.kubeconfig" \
    --authentication-kubeconfig "$ETC/scheduler.kubeconfig" --authorization-kubeconfig "$ETC/scheduler.kubeconfig" --leader-elect=false
}
