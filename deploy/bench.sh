#!/usr/bin/env bash
# `make bench`: measure certificates, then pages on SQLite and on a PostgreSQL server of its own. Give options of bench/run.py in ARGS.
source "$(dirname "${BASH_SOURCE[0]}")/shell.sh"
source deploy/postgres.sh
bash deploy/setup.sh dev
bash deploy/system-libraries.sh
export PYTHONPATH=$TOP:$TOP/site
WORK=$(mktemp -d /tmp/peili-bench.XXXXXX)
trap 'stop_postgres; rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM
start_postgres || say "No PostgreSQL: measuring on SQLite only."
"$VENV/bin/python" -m bench.papers
"$VENV/bin/python" -m bench.downloads --folder "$WORK/downloads" \
  ${POSTGRES_URL:+--postgres "$POSTGRES_URL" --postgres-pid "$PG_PID"}
"$VENV/bin/python" -m bench.overview --folder "$WORK/overview"
# shellcheck disable=SC2086
"$VENV/bin/python" -m bench.run --folder "$WORK" \
  ${POSTGRES_URL:+--postgres "$POSTGRES_URL" --postgres-pid "$PG_PID"} ${ARGS:-}
