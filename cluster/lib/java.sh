# The JDK that Scaleproof is built with, wherever the machine keeps it.

readonly NEEDED_JAVA=25

# find_java_home: prints a JDK home of the needed version: JAVA_HOME's own, else one beside Debian's JVMs, else macOS's.
find_java_home() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*"$NEEDED_JAVA"* "$(/usr/libexec/java_home -v "$NEEDED_JAVA" 2>/dev/null || true)"; do
    if [ -x "$home/bin/javac" ] && grep -q "^JAVA_VERSION=\"$NEEDED_JAVA" "$home/release" 2>/dev/null; then
      printf '%s\n' "$home"
      return
    fi
  done
  printf 'scaleproof: no JDK %s found (looked at JAVA_HOME and /usr/lib/jvm)\n  Install one, then: export JAVA_HOME=/path/to/jdk-%s\n' "$NEEDED_JAVA" "$NEEDED_JAVA" >&2
  return 1
}

# Maven's own libraries use what JDK 25 warns of; the warnings are theirs, and no user of this project can act on them.
quiet_maven_options() {
  printf '%s\n' "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
}
