# The JDK that Scaleproof is built with, wherever the machine keeps it.

readonly OLDEST_JAVA=25

# find_java_home: prints a JDK home that is new enough: JAVA_HOME's own, else the oldest such beside Debian's JVMs, else macOS's.
find_java_home() {
  local home
  # shellcheck disable=SC2012 # JDKs have plain names, and find does not sort.
  for home in "${JAVA_HOME:-}" $(ls -d /usr/lib/jvm/* 2>/dev/null | sort -t- -k2,2n) "$(/usr/libexec/java_home -v "$OLDEST_JAVA+" 2>/dev/null || true)"; do
    if [ -x "$home/bin/javac" ] && [ "$(java_release "$home")" -ge "$OLDEST_JAVA" ]; then
      printf '%s\n' "$home"
      return
    fi
  done
  printf 'scaleproof: no JDK %s or newer found (looked at JAVA_HOME and /usr/lib/jvm)\n  Install one, then: export JAVA_HOME=/path/to/jdk-%s\n' "$OLDEST_JAVA" "$OLDEST_JAVA" >&2
  return 1
}

# java_release HOME: 25 of JAVA_VERSION="25.0.1"; 0 where it is not known, 1 of Java 8 and older ("1.8.0").
java_release() {
  local release
  release=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null) || release=
  printf '%s\n' "${release:-0}"
}

# Maven's own libraries use what JDK 25 warns of; the warnings are theirs, and no user of this project can act on them.
quiet_maven_options() {
  printf '%s\n' "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
}
