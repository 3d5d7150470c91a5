# Prometheus, kube-state-metrics and Prometheus Adapter, KEDA, and the Prometheus Operator, from their Go modules, as images under the
# names that their projects give them: the same Pulumi program runs them here and where those can be pulled.

# build_monitoring: into BIN, promtool too; its own function, since only `cluster/monitoring-images` needs it.
build_monitoring() {
  claim_folders
  # Of Prometheus' service discoveries only Kubernetes', without the clouds' libraries. Its pages are made by node and not in
  # the module: those of port 9090 are missing, its API is there.
  build_tool prometheus prometheus promtool -- -tags remove_all_sd,enable_kubernetes_sd \
    -ldflags "-s -w -X github.com/prometheus/common/version.Version=$(prometheus_version)" \
    github.com/prometheus/prometheus/cmd/prometheus github.com/prometheus/prometheus/cmd/promtool
  ln -sf "$TOOL_BIN/prometheus" "$TOOL_BIN/promtool" "$BIN/"
  build_tool kube-state-metrics kube-state-metrics -- -ldflags "-s -w" k8s.io/kube-state-metrics/v2
  ln -sf "$TOOL_BIN/kube-state-metrics" "$BIN/"
  build_tool prometheus-adapter adapter -- -ldflags "-s -w" sigs.k8s.io/prometheus-adapter/cmd/adapter
  ln -sf "$TOOL_BIN/adapter" "$BIN/prometheus-adapter"
}

# import_monitoring: under the names that prometheusImage, kubeStateMetricsImage and metricsAdapterImage have by default. Upstream's Prometheus
# lies in /bin, and the Prometheus Operator mounts its data at /prometheus.
import_monitoring() {
  import_upstream_image "quay.io/prometheus/prometheus:v$(prometheus_version)" "$BIN/prometheus" /bin/prometheus
  import_upstream_image "registry.k8s.io/kube-state-metrics/kube-state-metrics:$(module_version kube-state-metrics k8s.io/kube-state-metrics/v2)" \
    "$BIN/kube-state-metrics"
  import_upstream_image "registry.k8s.io/prometheus-adapter/prometheus-adapter:$(module_version prometheus-adapter sigs.k8s.io/prometheus-adapter)" \
    "$BIN/prometheus-adapter"
}

# build_keda: KEDA's own programs, whose scalers are one package and so bring every cloud's library: the longest build of all,
# which only `metricsAdapter keda` needs.
build_keda() {
  local version
  version=$(module_version keda github.com/kedacore/keda/v2)
  claim_folders
  build_tool keda operator adapter webhooks -- -ldflags "-s -w -X github.com/kedacore/keda/v2/version.Version=${version#v}" \
    github.com/kedacore/keda/v2/cmd/{operator,adapter,webhooks}
  ln -sf "$TOOL_BIN/operator" "$BIN/keda"
  ln -sf "$TOOL_BIN/adapter" "$BIN/keda-metrics-apiserver"
  ln -sf "$TOOL_BIN/webhooks" "$BIN/keda-admission-webhooks"
}

# import_keda: under the names that kedaImage and kedaMetricsImage have by default, whose tags have no v, and at the places that upstream's
# own manifests start them from. The webhooks are theirs alone.
import_keda() {
  local version
  version=$(module_version keda github.com/kedacore/keda/v2)
  import_upstream_image "ghcr.io/kedacore/keda:${version#v}" "$BIN/keda" /keda
  import_upstream_image "ghcr.io/kedacore/keda-metrics-apiserver:${version#v}" "$BIN/keda-metrics-apiserver" /keda-adapter
  import_upstream_image "ghcr.io/kedacore/keda-admission-webhooks:${version#v}" "$BIN/keda-admission-webhooks" /keda-admission-webhooks
}

# build_operator: the Prometheus Operator and what reloads its Prometheus, for whoever tries `monitoring operator` here.
build_operator() {
  claim_folders
  build_tool prometheus-operator operator prometheus-config-reloader -- \
    -ldflags "-s -w -X github.com/prometheus/common/version.Version=$(operator_version)" \
    github.com/prometheus-operator/prometheus-operator/cmd/operator github.com/prometheus-operator/prometheus-operator/cmd/prometheus-config-reloader
  ln -sf "$TOOL_BIN/operator" "$BIN/prometheus-operator"
  ln -sf "$TOOL_BIN/prometheus-config-reloader" "$BIN/"
}

# import_operator: under the names in its own bundle of manifests, which is in the module: kinds, rights, Deployment. The operator starts
# the reloader by its path.
import_operator() {
  local folder
  import_upstream_image "quay.io/prometheus-operator/prometheus-operator:v$(operator_version)" "$BIN/prometheus-operator"
  import_upstream_image "quay.io/prometheus-operator/prometheus-config-reloader:v$(operator_version)" "$BIN/prometheus-config-reloader" /bin/prometheus-config-reloader
  folder=$(module_folder prometheus-operator github.com/prometheus-operator/prometheus-operator)
  say "its manifests, for the namespace default: $folder/bundle.yaml"
}

operator_version() {
  local version
  version=$(module_version prometheus-operator github.com/prometheus-operator/prometheus-operator)
  printf '%s\n' "${version#v}"
}

# import_upstream_image NAME BINARY [PATH]: made under a name of our own and renamed by the kubelets' containerd alone. Docker may be
# the user's, with the project's own image under that name.
import_upstream_image() {
  local name=$1 binary=$2 program=${1##*/} made node
  made=scaleproof.local/$program
  program=${program%%:*}
  import_binary_image "$made" "$binary" "[\"${3:-/$program}\"]"
  for node in $(living_nodes); do
    timeout 20 ctr --address "$(node_socket "$node")" --namespace k8s.io images tag --force "$made" "$name" >/dev/null
  done
  say "the cluster has $name"
}

# prometheus_version: 3.16.0 is v0.316.0 as a Go module, whose path would have to say v3 otherwise.
prometheus_version() {
  local module
  module=$(module_version prometheus github.com/prometheus/prometheus)
  [[ $module =~ ^v0\.([0-9])0?([0-9]+)\.([0-9]+)$ ]] || die "cluster/prometheus/go.mod has no version of Prometheus 3 or later: '$module'"
  printf '%s.%s.%s\n' "${BASH_REMATCH[@]:1}"
}
