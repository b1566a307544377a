# Read by test.sh: find_chromium sets CHROMIUM to a browser that starts, installing one where that is allowed, and
# HEADLESS_SHELL to the same without what a desktop needs, if there is one: it takes half the processor time.

starts() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

look_for_chromium() {
  local name
  for name in "${PEILI_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    # On Ubuntu, chromium-browser may be a stub that only tells to install a snap: hence the try.
    if [ -n "$name" ] && command -v "$name" >/dev/null && starts "$name"; then
      CHROMIUM=$(command -v "$name")
      return 0
    fi
  done
  CHROMIUM=$(python -c 'import playwright.sync_api as p; w = p.sync_playwright().start(); print(w.chromium.executable_path)' 2>/dev/null || true)
  starts "$CHROMIUM"
}

# Debian has it as a package. A browser that somebody has chosen is used for all.
find_headless_shell() {
  HEADLESS_SHELL=
  [ -z "${PEILI_CHROMIUM:-}" ] || return 0
  if ! command -v chromium-headless-shell >/dev/null && grep -qx 'ID=debian' /etc/os-release 2>/dev/null; then
    may_install && install_packages chromium-headless-shell || true
  fi
  starts chromium-headless-shell && HEADLESS_SHELL=$(command -v chromium-headless-shell) || true
}

find_chromium() {
  find_headless_shell
  look_for_chromium && return 0
  install_packages chromium fonts-dejavu-core && look_for_chromium && return 0
  say "Trying Playwright's own Chromium"
  python -m playwright install --with-deps chromium && look_for_chromium && return 0
  echo "No Chromium for the browser stories. Install the package chromium, or set PEILI_CHROMIUM to its path." >&2
  return 1
}
