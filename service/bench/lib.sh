# What the service's benches share. Sourced, never run. Callers set -euo pipefail.

BENCH=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
MODULE=$(dirname "$BENCH")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=
running=

# begin: looks for what is needed. What follows leaves nothing, also after Ctrl-C.
begin() {
  [[ $("$java" -version 2>&1) == *'"25'* ]] || { echo "bench: JDK 25 is needed: export JAVA_HOME=/path/to/jdk-25" >&2; exit 1; }
  timeout 30 docker version >/dev/null 2>&1 || { echo 'bench: a Docker daemon is needed: eval "$(cluster/env)"' >&2; exit 1; }
  work=$(mktemp -d)
  trap leave_nothing EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

leave_nothing() {
  trap - EXIT INT TERM
  if [ -n "$running" ]; then
    kill "$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
  fi
  timeout 60 docker ps --all --quiet --filter "label=scaleproof.bench=$$" | xargs -r timeout 60 docker rm --force >/dev/null || true
  rm -rf "$work"
}

# in_reach SECONDS COMMAND...: runs it in the background, because bash takes no signal while it waits for a foreground one.
in_reach() {
  local status=0
  timeout "$@" &
  running=$!
  wait "$running" || status=$?
  running=
  return "$status"
}

# quietly SECONDS COMMAND...: what it prints is shown if it fails.
quietly() { in_reach "$@" >"$work/printed" 2>&1 || { cat "$work/printed" >&2; exit 1; }; }

# build_images: the service as it is, and Flask.
build_images() {
  quietly 900 mvn -q -B -f "$MODULE/pom.xml" package -DskipTests
  quietly 900 docker build --quiet --tag scaleproof-bench-service "$MODULE"
  quietly 900 docker build --quiet --tag scaleproof-bench-flask "$BENCH/flask"
}

# measure SECONDS CLASS: with what the container tests make load with.
measure() {
  local limit=$1 class=$2
  "${java}c" -proc:none -sourcepath "$MODULE/src/test/java" -d "$work" "$BENCH"/*.java
  in_reach "$limit" "$java" -Dbench.run=$$ -cp "$work" "$class"
}
