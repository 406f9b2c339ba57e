# Sourced by ./leibniz and .ci/run. Runs under bash 3.2, the one macOS has.

# Sets jdk_version to the feature release of the JDK in $1, or fails if it is none that can build Leibniz.
# Reads the JDK's `release` file: starting a JVM to ask costs more than all the rest of the launcher.
usable_jdk() {
  jdk_version=
  local line vector=
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*)
        line=${line#*=}
        line=${line//\"/}
        jdk_version=${line%%[!0-9]*}
        ;;
      MODULES=*jdk.incubator.vector*) vector=yes ;;
    esac
  done <"$1/release"
  [ -n "$jdk_version" ] && [ "$jdk_version" -ge 25 ] && [ -n "$vector" ]
}

jdk_candidates() {
  sed -n 's:.*<jdkHome>[[:space:]]*\(.*[^[:space:]]\)[[:space:]]*</jdkHome>.*:\1:p' \
    "${HOME:-}/.m2/toolchains.xml" 2>/dev/null
  printf '%s\n' \
    /usr/lib/jvm/* \
    /usr/java/* \
    /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/*
}

# Sets JAVA_HOME to a JDK 25 or newer, exports it, and sets jdk_version; fails if there is none. What the
# user named comes first; of what merely lies about, the oldest, since Leibniz is tested with that.
find_jdk() {
  local dir best= best_version=
  for dir in "${JAVA_HOME:-}" "${JAVA_25_HOME:-}" "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}"; do
    if [ -n "$dir" ] && usable_jdk "$dir"; then
      export JAVA_HOME="$dir"
      return 0
    fi
  done
  while IFS= read -r dir; do
    if usable_jdk "$dir" && { [ -z "$best" ] || [ "$jdk_version" -lt "$best_version" ]; }; then
      best=$dir
      best_version=$jdk_version
    fi
  done < <(jdk_candidates)
  [ -n "$best" ] || return 1
  jdk_version=$best_version
  export JAVA_HOME="$best"
}

# Maven 3.8's own libraries use sun.misc.Unsafe, of which a JDK 25 complains at length.
quiet_maven() {
  [ "$jdk_version" -ne 25 ] || export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
}

explain_missing_jdk() {
  cat >&2 <<'TEXT'
leibniz: no JDK 25 or newer found. Install one, for instance with
  apt install openjdk-25-jdk          (Debian, Ubuntu)
  brew install --cask temurin@25      (macOS)
  sdk install java 25-tem             (SDKMAN)
or set JAVA_HOME to the folder of one you have. It must be a full JDK: javac and the
module jdk.incubator.vector are needed.
TEXT
}
