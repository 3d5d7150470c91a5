# Binaries from Go modules at pinned versions, in a per-user cache keyed by what decides their content:
# a second clone with the same go.sum builds nothing.

# tell_build_progress LOG ALL: says twice a minute how far `go build -v` is, until it is killed or its script is gone.
tell_build_progress() {
  local seconds=0
  while sleep 1 && kill -0 $$ 2>/dev/null; do
    [ $((++seconds % 30)) -ne 0 ] || say "  $(grep -c '^go: downloading' "$1") modules downloaded, $(grep -vc '^go: ' "$1") of ${2:-some} packages compiled"
  done
}

# usual_time FOLDER: how long its build takes with nothing cached, for whoever waits.
usual_time() {
  case $1 in
    kubernetes) printf 'some ten minutes on two cores' ;;
    keda) printf 'some twelve minutes on two cores' ;;
    pulumi) printf 'some five minutes on two cores' ;;
    *) printf 'a few minutes' ;;
  esac
}

# build_tool FOLDER OUTPUT... -- GO_BUILD_ARGUMENTS...: builds FOLDER's outputs into the cache; sets TOOL_BIN to where they are.
build_tool() {
  local folder=$1 outputs=() key partial log=$LOGS/build-$1.log teller failed='' all
  # Debug information, which is stripped from what is linked anyway, takes a tenth of the compiler's time; its garbage collector,
  # as Go has it, another.
  local lean=-gcflags=all=-dwarf=false collector=${GOGC:-400}
  shift
  while [ "$1" != -- ]; do outputs+=("$1"); shift; done
  shift
  key=$({ find "$CLUSTER_DIR/$folder" -type f -print0 | sort -z | xargs -0 cat; printf '%s\n' "$@" "$(go env GOVERSION GOARCH)"; } | sha256sum | cut -c1-16)
  TOOL_BIN=$CACHE/bin/$folder-$key
  [ -d "$TOOL_BIN" ] && return
  say "building ${outputs[*]} from Go modules ($(usual_time "$folder"), once; kept in $CACHE)"
  partial=$TOOL_BIN.partial.$$
  mkdir -p "$partial" "$LOGS"
  : >"$log"
  all=$(cd "$CLUSTER_DIR/$folder" && CGO_ENABLED=0 GOFLAGS=-mod=readonly timeout --foreground 1800 go list -deps "$@" 2>>"$log" | wc -l) || all=
  tell_build_progress "$log" "${all#0}" &
  teller=$!
  # In the foreground, so that Ctrl-C reaches it; what was compiled by then stays in Go's cache.
  (cd "$CLUSTER_DIR/$folder" && CGO_ENABLED=0 GOFLAGS=-mod=readonly GOGC=$collector timeout --foreground 3600 go build -v -trimpath "$lean" -o "$partial/" "$@") >>"$log" 2>&1 || failed=yes
  kill "$teller" 2>/dev/null || :
  [ -z "$failed" ] || {
    rm -rf "$partial"
    build_errors "$log" >&2
    die "go build of $folder failed (log: $log)" "If a module could not be fetched, check 'go env GOPROXY' and try again."
  }
  for output in "${outputs[@]}"; do
    [ -x "$partial/$output" ] || die "go build of $folder made no $output"
  done
  rm -rf "$CACHE/bin/$folder"-???????????????? # older keys, which have 16 digits; a build under way has a longer name
  mv -T "$partial" "$TOOL_BIN"
}

# build_errors LOG: its last lines that are neither a package's name nor a download; a build that was ended has none.
build_errors() { { grep -v -e '^go: downloading' -e '^[^ ]*$' "$1" || :; } | tail -n 20; }

# module_version FOLDER MODULE: as go.mod pins it.
module_version() { awk -v module="$2" '$1 == module { print $2 }' "$CLUSTER_DIR/$1/go.mod"; }

# module_folder FOLDER MODULE: where the module's files are, of the version that go.mod pins; fetched if they are gone.
module_folder() {
  local folder
  folder=$(cd "$CLUSTER_DIR/$1" && GOFLAGS=-mod=readonly timeout 300 go mod download -json "$2" | jq -er .Dir) ||
    die "the Go module $2 could not be fetched" "Check 'go env GOPROXY' and try again."
  printf '%s\n' "$folder"
}

# build_binaries: everything the cluster and Pulumi run, linked into BIN.
build_binaries() {
  local component=k8s.io/component-base/version client=k8s.io/client-go/pkg/version minor=${KUBERNETES_VERSION#*.} program
  claim_folders
  # One module, so that what Kubernetes, etcd and metrics-server share is compiled once, and one build, so that one
  # program is linked while another is compiled.
  build_tool kubernetes kubernetes server metrics-server -- \
    -ldflags "-s -w -X $component.gitVersion=v$KUBERNETES_VERSION -X $component.gitMajor=1 -X $component.gitMinor=${minor%.*} -X $client.gitVersion=v$KUBERNETES_VERSION" \
    . go.etcd.io/etcd/server/v3 sigs.k8s.io/metrics-server/cmd/metrics-server
  for program in kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl; do
    ln -sf "$TOOL_BIN/kubernetes" "$BIN/$program"
  done
  ln -sf "$TOOL_BIN/server" "$BIN/etcd"
  ln -sf "$TOOL_BIN/metrics-server" "$BIN/metrics-server"
  build_pulumi
}

# build_pulumi: the CLI and its Java language host; its own function, since `cluster/build pulumi` serves machines with minikube.
build_pulumi() {
  claim_folders
  build_tool pulumi pulumi pulumi-language-java -- -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v$PULUMI_VERSION" \
    github.com/pulumi/pulumi/pkg/v3/cmd/pulumi github.com/pulumi/pulumi-java/pkg/cmd/pulumi-language-java
  for program in pulumi pulumi-language-java; do
    ln -sf "$TOOL_BIN/$program" "$BIN/$program"
  done
}
