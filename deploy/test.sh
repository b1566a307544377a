#!/usr/bin/env bash
# `make test`: everything that must hold, with all it needs. `test.sh lint` runs the quick part only.
source "$(dirname "${BASH_SOURCE[0]}")/shell.sh"
source deploy/postgres.sh
source deploy/chromium.sh
source deploy/judges.sh
bash deploy/setup.sh dev
export PATH=$VENV/bin:$PATH PYTHONPATH=$TOP:$TOP/site PYTHONUNBUFFERED=1
WORK=$(mktemp -d /tmp/peili-test.XXXXXX)
export DATA_DIR=$WORK/data
trap 'stop_postgres; rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM
# What an operator has set for a site of their own must not steer the tests.
export DATABASE_URL='' REDIS_URL='' S3_URL='' MAIL_URL=''
unset DJANGO_SETTINGS_MODULE PEILI_DEMO PEILI_EMBEDDED_WORKER PEILI_TEST_TEMPLATE

STAGES=() FAILED=() SUMMARIES=()
stage() {
  local name=$1 started=$SECONDS result=ok
  shift
  printf '\n\033[1m== %s\033[0m\n' "$name"
  "$@" || { result=FAILED && FAILED+=("$name"); }
  STAGES+=("$(printf '%-44s %5d s  %s' "$name" $((SECONDS - started)) "$result")")
}

run_pytest() {
  local out=$WORK/pytest.out code=0
  python -m pytest -q --durations=5 "$@" 2>&1 | tee "$out" || code=$?
  SUMMARIES+=("$out.${#SUMMARIES[@]}")
  cp "$out" "${SUMMARIES[-1]}"
  return "$code"
}
# Neither half collects the tests of the other, which takes each test process seconds.
in_process() { run_pytest --ignore=tests/e2e -n 2 --dist load "$@"; }
on_sqlite() { in_process; }
# A server of our own, whose data is thrown away, unless another one is named.
find_database() {
  TEST_DATABASE=${PEILI_TEST_DATABASE_URL:-}
  [ -n "$TEST_DATABASE" ] && return 0
  start_postgres -c fsync=off -c synchronous_commit=off -c full_page_writes=off ||
    { echo "No PostgreSQL to test on. Install it, or set PEILI_TEST_DATABASE_URL." >&2; return 1; }
  TEST_DATABASE=$POSTGRES_URL
}
# The migrations run once, into a database that each test process gets a copy of.
migrate_template() {
  [ -z "${PEILI_TEST_DATABASE_URL:-}" ] && [ -n "${POSTGRES_URL:-}" ] || return 0
  python -c 'import psycopg, sys; psycopg.connect(sys.argv[1], autocommit=True).execute("CREATE DATABASE migrated")' \
    "$POSTGRES_URL" && DATABASE_URL=${POSTGRES_URL%/*}/migrated django migrate --verbosity 0
}
begin_early() {
  local code=0
  migrate_template >"$WORK/template.log" 2>&1 || code=$?
  echo "$code" >"$WORK/template.code"
  exec python tests/e2e/serving.py "$WORK/story-demo" >"$WORK/story-demo.log" 2>&1
}
on_postgres() {
  [ -n "$TEST_DATABASE" ] || return 1
  while [ ! -s "$WORK/template.code" ]; do sleep 1; done
  [ "$(cat "$WORK/template.code")" = 0 ] || { cat "$WORK/template.log" >&2; return 1; }
  local template=migrated
  [ -z "${PEILI_TEST_DATABASE_URL:-}" ] || template=
  DATABASE_URL=$TEST_DATABASE PEILI_TEST_TEMPLATE=$template \
    in_process --migrations --database-only
}
# A story waits for its browser a third of its time, so three of them share two processors.
in_browser() {
  find_chromium || return 1
  wait "$STORY_DEMO" || { cat "$WORK/story-demo.log" >&2; return 1; }
  PEILI_STORY_DEMO=$WORK/story-demo PEILI_CHROMIUM=$CHROMIUM PEILI_HEADLESS_SHELL=$HEADLESS_SHELL \
    run_pytest tests/e2e -n 3 --dist loadfile
}
django() { DJANGO_SETTINGS_MODULE=config.settings.test python manage.py "$@"; }

stage "System libraries" bash deploy/system-libraries.sh
stage "Texts compiled" django messages --compile-only
if [ "${1:-all}" = all ]; then
  stage "PostgreSQL" find_database
  # The linters use one processor: the other one makes meanwhile what the stages after them begin with.
  begin_early &
  STORY_DEMO=$!
fi
stage "Style (ruff)" ruff check .
stage "Format (ruff)" ruff format --check .
stage "Import contracts (import-linter)" lint-imports
stage "Types (mypy)" mypy .
stage "Django checks" django check --fail-level WARNING
stage "Migrations complete" django makemigrations --check --dry-run
stage "Translations complete (sv, en)" django messages --check
if [ "${1:-all}" = all ]; then
  stage "Judges of PDFs" find_judges
  stage "Tests on SQLite" on_sqlite
  stage "Tests on PostgreSQL, with migrations" on_postgres
  stage "Browser stories" in_browser
fi

printf '\n'
printf '%s\n' "${STAGES[@]}"
printf '%-44s %5d s\n' "Together" "$SECONDS"
[ ${#SUMMARIES[@]} = 0 ] || python deploy/count_tests.py "${SUMMARIES[@]}"
if [ ${#FAILED[@]} -gt 0 ]; then
  printf 'Failed: %s\n' "${FAILED[@]}"
  exit 1
fi
