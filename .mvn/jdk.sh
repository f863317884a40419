# Sourced by mvnw and ringbus: sets JAVA_HOME to a JDK 25 or newer.
# Looks at JAVA_HOME, at the javac on the PATH, then under the usual folders.
# (sh, not bash; the caller may have `set -euf` on.)

jdk_version() { # jdk_version HOME: the major version of the JDK there, nothing if there is none
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_fits() {
  jdk_found=$(jdk_version "$1") || return 1
  [ -n "$jdk_found" ] && [ "$jdk_found" -ge 25 ]
}

jdk_find() {
  if [ -n "${JAVA_HOME-}" ] && jdk_fits "$JAVA_HOME"; then return 0; fi
  jdk_javac=$(command -v javac || true)
  if [ -n "$jdk_javac" ]; then
    jdk_home=$(dirname "$(dirname "$(readlink -f "$jdk_javac")")")
    if jdk_fits "$jdk_home"; then JAVA_HOME=$jdk_home; return 0; fi
  fi
  for jdk_root in /usr/lib/jvm /opt/java /usr/java "$HOME/.sdkman/candidates/java" "$HOME/.jdks" \
    /Library/Java/JavaVirtualMachines; do
    [ -d "$jdk_root" ] || continue
    for jdk_name in $(ls "$jdk_root"); do
      for jdk_home in "$jdk_root/$jdk_name" "$jdk_root/$jdk_name/Contents/Home"; do
        if jdk_fits "$jdk_home"; then JAVA_HOME=$jdk_home; return 0; fi
      done
    done
  done
  return 1
}

if ! jdk_find; then
  echo "ringbus: no JDK 25 found: looked at JAVA_HOME (${JAVA_HOME-not set}), at javac on the PATH" \
    "(${jdk_javac:-none}) and under /usr/lib/jvm. Install a JDK 25, or set JAVA_HOME to one." >&2
  exit 1
fi
export JAVA_HOME
PATH=$JAVA_HOME/bin:$PATH
export PATH
