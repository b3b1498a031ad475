#!/bin/sh
# Brings a machine that has python3 and make to the point where PushDesk runs (run) or is tested (test).
set -eu

wanted=$1
tools=.tools

say() { printf '%s\n' "$*" >&2; }

# The libraries that Qt's wheels expect from a Debian system, and the module that makes environments.
packages_run="python3-venv libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0
  libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
  libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxcb-xinerama0 libx11-6 libx11-xcb1 libnss3 libpulse0
  libasound2 libxcomposite1 libxdamage1 libxrandr2 libxtst6 libxkbfile1 fonts-dejavu-core ca-certificates"
packages_test="firefox-esr chromium libnotify4 dbus-daemon libnss3-tools xvfb xdotool git"

is_installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

missing_packages() {
  command -v dpkg-query >/dev/null 2>&1 || return 0
  list=$packages_run
  [ "$wanted" = test ] && list="$list $packages_test"
  for package in $list; do
    is_installed "$package" || printf '%s ' "$package"
  done
}

install_packages() {
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  line="apt-get update && apt-get install -y --no-install-recommends $missing"
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
  else
    say "Some system packages are missing. This line installs them:"
    say "  sudo sh -c '$line'"
    return 0
  fi
  say "Installing system packages: $missing"
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive sh -c \
    "apt-get -o DPkg::Lock::Timeout=600 update -qq && apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends $missing" >&2 ||
    say "The packages could not be installed. Try: sudo sh -c '$line'"
}

check_python() {
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "PushDesk needs Python 3.11 or newer; $(python3 --version) is installed."
    exit 1
  }
}

install_uv() {
  [ -x "$tools/bin/uv" ] && return 0
  python3 -m venv "$tools" || {
    say "Python can't make environments here. This line installs what is missing:"
    say "  sudo apt-get install -y python3-venv"
    exit 1
  }
  "$tools/bin/python" -m pip install --quiet --disable-pip-version-check "uv>=0.9"
}

check_python
install_packages
install_uv
say "Setting up .venv"
# Whoever only runs it keeps what the tests have installed.
group="--no-dev --inexact"
[ "$wanted" = test ] && group="--dev"
"$tools/bin/uv" sync --quiet --locked --compile-bytecode --python "$(command -v python3)" $group
# Where Python may not write what it has compiled, each start would compile the program anew.
"${UV_PROJECT_ENVIRONMENT:-.venv}/bin/python" -m compileall -q src

# The pages are judged by axe-core and Lighthouse where Node.js is there; nothing else needs it.
if [ "$wanted" = test ] && command -v npm >/dev/null && [ ! -d "$tools/node/node_modules" ]; then
  mkdir -p "$tools/node"
  cp tests/e2e/node/package.json tests/e2e/node/package-lock.json "$tools/node/"
  (cd "$tools/node" && npm ci --silent --no-fund --no-audit) ||
    say "Node's packages could not be installed: the tests with axe-core and Lighthouse are left out."
fi
