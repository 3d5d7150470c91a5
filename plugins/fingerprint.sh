# Sourced by build and install.

# fingerprint_of FOLDER: what the plugins are made from: any change of it makes them anew.
fingerprint_of() {
  (cd "$1" && find pom.xml ../pom.xml src/main -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
}
