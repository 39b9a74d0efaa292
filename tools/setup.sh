# Shell functions that ./run and ./test share. Sourced, never run. Everything comes from Debian 12 and npm.

BUILD_PACKAGES=(clang-19 lld-19 cmake ninja-build ccache pkg-config python3 git ca-certificates curl procps
  libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libsqlite3-dev sqlite3 libsodium-dev libssl-dev
  libcurl4-openssl-dev libtomlplusplus-dev libcli11-dev libspdlog-dev libfmt-dev libgeographiclib-dev libxml2-utils
  libqrencode-dev libxmlsec1-dev doctest-dev)
TEST_PACKAGES=(zbar-tools clang-tidy-19 clang-format-19 libclang-rt-19-dev postfix chromium fonts-dejavu-core
  postgresql-15 postgresql-15-postgis-3 golang-go golang-golang-x-mod-dev xmlsec1 openssl strace)

# One line of progress, with the time of day, so that a reader of a long log sees where the time went.
say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }
stop() { printf 'stopped: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else stop "this needs root: $*"
  fi
}

is_installed() { dpkg -s "$1" 2>/dev/null | grep -q '^Status: .* installed$'; }

# install_missing PACKAGE...: installs what is not there; silent and quick when everything is.
install_missing() {
  local missing=() package
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "installing ${#missing[@]} packages: ${missing[*]}"
  as_root apt-get -qq update || stop "apt-get update failed; is there a network?"
  # Why no recommended packages: they bring a mail system's prompts and half a desktop, and nothing here uses them.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" \
    || stop "apt-get could not install: ${missing[*]}"
}

node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'
}

# Puts a Node into PATH that can build the console. Debian 12's own (18) cannot, so npm fetches a newer one into build/.
use_node() {
  node_is_new_enough && return 0
  PATH="$PWD/build/tools/node/node_modules/.bin:$PATH"
  export PATH
  node_is_new_enough && return 0
  install_missing nodejs npm
  say "fetching Node 22 from npm into build/tools/node"
  mkdir -p build/tools/node
  npm install --silent --no-fund --no-audit --prefix build/tools/node node@22 npm@11 || return 1
  hash -r
  node_is_new_enough
}

# The compiler's cache agrees with precompiled headers only with these settings and one fixed build folder.
use_ccache() {
  export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
  export CCACHE_MAXSIZE=5G
}

# build_preset PRESET [TARGET...]: configures once, then builds in build/PRESET.
build_preset() {
  local preset=$1
  shift
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" || return 1
  NINJA_STATUS='[%f/%t %es] ' ninja -C "build/$preset" "$@"
}

# True when `console` has been changed since its last build.
console_is_stale() {
  [ -f console/dist/index.html ] || return 0
  [ -n "$(find console -path console/node_modules -prune -o -path console/dist -prune -o -type f \
          -newer console/dist/index.html -print -quit)" ]
}

# Installs the console's packages exactly as its lock file says, unless that was done since the lock last changed.
install_console_packages() {
  [ console/node_modules/.package-lock.json -nt console/package-lock.json ] && return 0
  npm --prefix console ci --no-fund --no-audit
}
