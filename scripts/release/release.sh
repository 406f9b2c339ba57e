#!/usr/bin/env bash
# ./leibniz release: see docs/releasing.md. Called by ./leibniz, which has found the JDK and Maven.
set -eu -o pipefail

root=$(CDPATH='' cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$root/target/release
modules=core,openblas,onednn,hipparchus
version='' dry='' cases='' since=''
skip=' '    # steps that the user leaves out
skipped=()  # what was left out and why, for the summary

usage() {
  cat <<'TEXT'
usage: ./leibniz release VERSION [OPTION...]

  --dry-run             do everything but tag
  --conformance FOLDER  run the cases of this folder too
  --since REV           compare with this revision instead of the last tag
  --skip STEP           leave out tests, gate or compatibility; the summary says so. Again for another

docs/releasing.md says what is done and what a release promises.
TEXT
}

fail() {
  echo "leibniz release: $1" >&2
  exit 1
}

bad_usage() {
  echo "leibniz release: $1" >&2
  usage >&2
  exit 2
}

step() {
  printf '\n==== %s\n' "$1"
}

# Arguments: what, why.
skipping() {
  skipped+=("$1: $2")
  echo "skipped: $2"
}

is_skipped() {
  case $skip in
    *" $1 "*) return 0 ;;
    *) return 1 ;;
  esac
}

while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry=yes ;;
    --conformance | --since | --skip)
      [ $# -gt 1 ] || bad_usage "$1 needs a value"
      case $1 in
        --conformance) cases=$2 ;;
        --since) since=$2 ;;
        --skip)
          case $2 in
            tests | gate | compatibility) skip="$skip$2 " ;;
            *) bad_usage "--skip $2: there are tests, gate and compatibility" ;;
          esac
          ;;
      esac
      shift
      ;;
    --help | -h)
      usage
      exit 0
      ;;
    *)
      [[ $1 =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || bad_usage "$1 is neither a version such as 0.2.0 nor an option"
      version=$1
      ;;
  esac
  shift
done
[ -n "$version" ] || bad_usage 'a version is missing, such as 0.2.0'

cd "$root"
[ -z "$(git status --porcelain)" ] || fail 'there are changes that are not committed'
! git rev-parse -q --verify "refs/tags/v$version" >/dev/null || fail "there is a tag v$version already"
[ -z "$cases" ] || ls "$cases"/*.jsonl* >/dev/null 2>&1 || fail "--conformance: there are no cases in $cases"
last=$since
[ -n "$last" ] || last=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null || true)
[ -z "$last" ] || git rev-parse -q --verify "$last^{commit}" >/dev/null || fail "--since: there is no revision $last"

# Arguments: version. Its section of the changelog, without the heading.
section() {
  awk -v head="## $1" '$0 == head || index($0, head " ") == 1 { on = 1; next } on && /^## / { exit } on' CHANGELOG.md
}

rm -rf "$out"
mkdir -p "$out"
section "$version" >"$out/notes.md"
if ! grep -q '[^[:space:]]' "$out/notes.md"; then
  [ -n "$dry" ] || fail "CHANGELOG.md has no section \"## $version\""
  section Unreleased >"$out/notes.md"
fi
grep -q '[^[:space:]]' "$out/notes.md" || fail 'CHANGELOG.md says nothing of this release'

step 'Tests and checks'
if is_skipped tests; then
  skipping 'Tests and checks' '--skip tests'
else
  .ci/run
fi

step 'Conformance'
if [ -n "$cases" ]; then
  ./leibniz conformance "$cases"/*.jsonl*
else
  skipping 'Conformance' 'no --conformance FOLDER was given'
fi

step 'The gate'
if [ -z "$last" ]; then
  skipping 'The gate' 'there is no earlier release'
elif is_skipped gate; then
  skipping 'The gate' '--skip gate'
else
  ./leibniz bench gate --base "$last"
fi

# Arguments: folder. Builds a copy of the commit, with the version in its poms, into a repository beside it.
build() {
  rm -rf "$1"
  mkdir -p "$1"
  git archive HEAD | tar -x -C "$1"
  find "$1" -name pom.xml -exec sed -i.old "s/<version>[0-9.]*-SNAPSHOT</<version>$version</" {} +
  find "$1" -name pom.xml.old -delete
  (cd "$1" && mvn -B -ntp -q -Dstyle.color=never -pl "$modules" -am -P'!checks,release' -Dmaven.test.skip=true \
    -Dmaven.install.skip=true -DaltDeploymentRepository="release::file://$1/repository" deploy)
}

step 'Artifacts, built twice'
build "$out/first"
build "$out/second"
count=0
while IFS= read -r file; do
  cmp -s "$out/first/repository/$file" "$out/second/repository/$file" || fail "$file is not the same in two builds"
  echo "the same bytes: ${file##*/}"
  count=$((count + 1))
done < <(cd "$out/first/repository" && find . \( -name '*.jar' -o -name '*.pom' \) | sort)
for kind in .jar -sources.jar -javadoc.jar .pom; do
  for module in leibniz leibniz-openblas leibniz-onednn leibniz-hipparchus; do
    file=$out/first/repository/dev/leibniz/$module/$version/$module-$version$kind
    [ -f "$file" ] || fail "the build made no ${file##*/}"
  done
done
mv "$out/first/repository" "$out/repository"

step 'Compatibility'
# Arguments: the jar of before, the jar of now.
incompatible() {
  mvn -B -ntp -q -Dstyle.color=never -f scripts/release/japicmp/pom.xml \
    org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies -DoutputDirectory="$out/japicmp" >&2 ||
    return 1
  "$JAVA_HOME/bin/java" -cp "$out/japicmp/*" japicmp.JApiCmp -o "$1" -n "$2" --only-modified --only-incompatible \
    --ignore-missing-classes -a protected \
    -e 'dev.leibniz.kernel;dev.leibniz.kernel.vector;dev.leibniz.op;dev.leibniz.transform' >"$out/compatibility.txt" || return 1
  # A line of a class that lost something: "***! MODIFIED CLASS: PUBLIC FINAL dev.leibniz.Tensor  (not serializable)".
  sed -n 's/^\(\*\*\*!\|---!\) .*\(CLASS\|INTERFACE\|ENUM\|RECORD\|ANNOTATION\): .*\(dev\.leibniz[A-Za-z0-9_.$]*\).*/\3/p' \
    "$out/compatibility.txt" | sort -u
}
if [ -z "$last" ]; then
  skipping 'Compatibility' 'there is no earlier release'
elif is_skipped compatibility; then
  skipping 'Compatibility' '--skip compatibility'
else
  rm -rf "$out/last"
  mkdir -p "$out/last"
  git archive "$last" | tar -x -C "$out/last"
  (cd "$out/last" && mvn -B -ntp -q -Dstyle.color=never -pl core -P'!checks' -Dmaven.test.skip=true \
    -Dmaven.compiler.failOnWarning=false package)
  broken=$(incompatible "$out/last/core/target/leibniz.jar" "$out/second/core/target/leibniz.jar") ||
    fail 'japicmp cannot be had or run; see above'
  # What the notes say under Changed and Removed.
  awk '/^### / { on = /^### (Changed|Removed)/ } on' "$out/notes.md" >"$out/breaking.md"
  silent=
  for class in $broken; do
    name=${class##*.}
    name=${name##*$}
    if grep -qw "$name" "$out/breaking.md"; then
      echo "breaks, and the changelog says so: $class"
    else
      echo "breaks, and the changelog is silent: $class"
      silent="$silent $name"
    fi
  done
  [ -n "$broken" ] || echo "nothing that $last exports is gone or changed"
  [ -z "$silent" ] ||
    fail "CHANGELOG.md must name under \"### Changed\" or \"### Removed\":$silent. Details are in $out/compatibility.txt"
fi

step 'A sample project'
cp -R scripts/release/sample "$out/sample"
# A local repository of its own, so that no other build of the same version is taken; Maven's plugins stay in it.
local=$root/target/release-local
rm -rf "$local/dev"
(cd "$out/sample" && mvn -B -ntp -q -Dstyle.color=never -Dmaven.repo.local="$local" \
  -Dleibniz.version="$version" -Dleibniz.repository="$out/repository" \
  compile dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/jars)
for jar in "$out"/sample/target/jars/leibniz*.jar; do
  cmp -s "$jar" "$(find "$out/repository" -name "${jar##*/}")" || fail "the sample took another ${jar##*/}"
done
"$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
  -cp "$out/sample/target/classes:$out/sample/target/jars/*" sample.Sample

step "Version $version"
cat "$out/notes.md"
echo "----"
echo "Artifacts: $out/repository ($count files, the same bytes in two builds)"
echo "Notes:     $out/notes.md"
for line in ${skipped[@]+"${skipped[@]}"}; do
  echo "Skipped:   $line"
done
if [ -n "$dry" ]; then
  echo "A dry run: nothing was tagged."
else
  git tag -a "v$version" -F "$out/notes.md" --cleanup=verbatim
  echo "Tagged v$version."
fi
