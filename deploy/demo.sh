#!/usr/bin/env bash
# `make demo`: everything from nothing to a running course with fictitious people, in one process group.
source "$(dirname "${BASH_SOURCE[0]}")/shell.sh"
PORT=${PORT:-8000}
[[ $PORT =~ ^[0-9]+$ ]] || stop "PORT must be a number, not $PORT."
if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  stop "Port $PORT is in use already. Choose another one: make demo PORT=$((PORT + 1))"
fi

bash deploy/setup.sh run
bash deploy/system-libraries.sh
export DATA_DIR=${DATA_DIR:-$TOP/var} BASE_URL=http://127.0.0.1:$PORT
export DJANGO_SETTINGS_MODULE=config.settings.dev PYTHONPATH=$TOP:$TOP/site
export PEILI_DEMO=1 PEILI_EMBEDDED_WORKER=1
"$VENV/bin/python" deploy/prepare.py --demo

"$VENV/bin/python" deploy/welcome.py "$BASE_URL" "$DATA_DIR/demo.json" $$ &
# A few threads are enough for one machine; the worker for background tasks is a thread of the same process.
exec "$VENV/bin/granian" --interface wsgi --host 127.0.0.1 --port "$PORT" \
  --workers 1 --blocking-threads 4 --workers-kill-timeout 5 --log-level warning --no-ws config.wsgi:application
