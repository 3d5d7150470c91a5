# Shared by the scripts behind the Makefile. Sourced, never run. Callers set -euo pipefail.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT
. "$ROOT/cluster/lib/java.sh"
. "$ROOT/cluster/lib/apt.sh"
readonly BEGUN=$SECONDS

step() { printf '\n==> [%d:%02d] %s\n' $(((SECONDS - BEGUN) / 60)) $(((SECONDS - BEGUN) % 60)) "$*" >&2; }

stop_with() {
  printf 'scaleproof: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 2
}

building= # the plugins' build, while it runs

# leave: ends what still builds, which Ctrl-C does not reach in the background of a script, and makes what sudo -E made in the
# user's own folders the user's. (The cluster's folders stay root's: it needs root.)
leave() {
  local folder
  [ -z "$building" ] || kill "$building" 2>/dev/null || true
  [ -n "${SUDO_UID:-}" ] && [ "$SUDO_UID" != 0 ] || return 0
  for folder in "$ROOT" "$HOME/.m2"; do
    [ ! -d "$folder" ] || [ "$(stat -c %u "$(dirname "$folder")")" != "$SUDO_UID" ] ||
      find "$folder" -xdev -user 0 -exec chown --no-dereference "$SUDO_UID:${SUDO_GID:-$SUDO_UID}" {} +
  done
}
trap leave EXIT

minikube_runs() { command -v minikube >/dev/null && minikube status >/dev/null 2>&1; }

# choose_cluster: prints minikube or standin: CLUSTER if set, else a minikube that runs already, else the stand-in.
choose_cluster() {
  case ${CLUSTER:-} in
    minikube) minikube_runs || stop_with "CLUSTER=minikube, and no minikube runs" "minikube start --addons=metrics-server" ;;
    standin | '') ;;
    *) stop_with "CLUSTER is '$CLUSTER'; it may be minikube or standin" "make demo CLUSTER=standin" ;;
  esac
  if [ -n "${CLUSTER:-}" ]; then
    printf '%s\n' "$CLUSTER"
  elif minikube_runs; then
    printf 'minikube\n'
  elif [ "$(id -u)" = 0 ] && [ "$(uname -s)" = Linux ]; then
    printf 'standin\n'
  else
    stop_with "no minikube runs, and the stand-in cluster needs root on Linux (you are $(id -un) on $(uname -s))" \
      "Start minikube:           minikube start --addons=metrics-server" \
      "or be root:               sudo -E make demo" \
      "or run what needs neither: make test-unit"
  fi
}

# enter_java: a JDK of the right version and Maven for what follows.
enter_java() {
  JAVA_HOME=$(find_java_home) || exit 2
  MAVEN_OPTS=${MAVEN_OPTS:-$(quiet_maven_options)}
  export JAVA_HOME MAVEN_OPTS
  command -v mvn >/dev/null || stop_with "Maven is not installed" "Debian: apt-get install maven   macOS: brew install maven"
}

# enter_docker: a Docker daemon that can build. The user's own, whose images `minikube image load` hands over whatever minikube
# runs on; without one, minikube's, which only its docker runtime has (with containerd, docker-env means ssh and nerdctl).
enter_docker() {
  local exports api
  if ! docker version >/dev/null 2>&1; then
    exports=$(minikube docker-env --shell bash 2>/dev/null) || exports=
    case $exports in
      *DOCKER_HOST=*ssh://* | '') stop_with "no Docker daemon answers that could build the image" \
        "Start Docker, then type the command again. Or let minikube have one:" \
        "minikube delete && minikube start --addons=metrics-server --container-runtime=docker" ;;
    esac
    eval "$exports"
    BUILDS_WITH_MINIKUBE=yes
    docker version >/dev/null 2>&1 || stop_with "minikube's Docker daemon does not answer" "minikube stop && minikube start"
  fi
  # The client that Pulumi's Docker plugin is built with speaks API 1.44.
  api=$(docker version --format '{{.Server.MinAPIVersion}}' 2>/dev/null) || api=
  [ -z "$api" ] || [ "$(printf '%s\n1.44\n' "$api" | sort -t. -k1,1n -k2,2n | tail -n 1)" = 1.44 ] ||
    stop_with "this Docker daemon answers from API $api on, and Pulumi's Docker plugin speaks 1.44" \
      "Let the daemon answer older clients: {\"min-api-version\": \"1.44\"} in its daemon.json, then restart it"
}

# await_metrics: the add-on answers a minute or two after it was enabled.
await_metrics() {
  kubectl --context minikube get apiservice v1beta1.metrics.k8s.io >/dev/null 2>&1 ||
    stop_with "this minikube measures nothing: it has no metrics-server" "minikube addons enable metrics-server"
  kubectl --context minikube wait --for=condition=Available --timeout=3m apiservice/v1beta1.metrics.k8s.io >/dev/null ||
    stop_with "minikube's metrics-server does not answer" "kubectl --context minikube -n kube-system logs deployment/metrics-server"
}

# enter_cluster: starts the cluster if it is the stand-in and not up, and sets the environment for pulumi, kubectl and mvn.
enter_cluster() {
  local kind exports
  kind=$(choose_cluster)
  enter_java
  cd "$ROOT" || exit 2
  if [ "$kind" = standin ]; then
    step "Cluster: the stand-in"
    # Most of its start is waiting; the plugins' build needs nothing of it.
    "$ROOT/plugins/build" &
    building=$!
    "$ROOT/cluster/up" || exit 1
    exports=$("$ROOT/cluster/env")
    eval "$exports"
    step "Pulumi plugins"
    wait "$building" || exit 1
    building=
    "$ROOT/plugins/install"
  else
    step "Cluster: minikube"
    command -v pulumi >/dev/null || stop_with "pulumi is not installed" "See https://www.pulumi.com/docs/install/"
    enter_docker
    await_metrics
    export PULUMI_CONFIG_PASSPHRASE=${PULUMI_CONFIG_PASSPHRASE-}
  fi
  export SCALEPROOF_CLUSTER=$kind
}

# first_line: what a terminal needs before the commands that are shown next.
first_line() {
  if [ "$SCALEPROOF_CLUSTER" = standin ]; then
    printf 'eval "$(cluster/env)"'
  else
    printf 'export PULUMI_CONFIG_PASSPHRASE=%s' "${BUILDS_WITH_MINIKUBE:+; eval \"\$(minikube docker-env)\"}"
  fi
}

select_stack() { pulumi stack select minikube --create >/dev/null; }
