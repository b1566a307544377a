# Read by test.sh and bench.sh: a PostgreSQL server of one's own for a while. start_postgres sets POSTGRES_URL.

find_postgres() {
  local folder
  for folder in "$(dirname "$(command -v initdb || echo /none/x)")" /usr/lib/postgresql/*/bin /usr/local/pgsql/bin /opt/homebrew/opt/postgresql*/bin; do
    [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && PG_BIN=$folder
  done
  [ -n "${PG_BIN:-}" ]
}

# initdb refuses to run as root: then the server belongs to postgres, or to nobody where there is no such account.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && exec runuser -u "$PG_ACCOUNT" -- "$@")
  else
    "$@"
  fi
}

start_postgres() {
  if ! find_postgres; then
    install_packages postgresql || return 1
    find_postgres || { echo "PostgreSQL is installed, but its initdb was not found." >&2; return 1; }
  fi
  PG_ACCOUNT=postgres
  id postgres >/dev/null 2>&1 || PG_ACCOUNT=nobody
  PG_DIR=$(mktemp -d /tmp/peili-postgres.XXXXXX)
  local password port
  password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
  port=$("$VENV/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  printf '%s' "$password" >"$PG_DIR/password"
  if [ "$(id -u)" = 0 ]; then chown -R "$PG_ACCOUNT" "$PG_DIR"; fi
  as_postgres "$PG_BIN/initdb" --pgdata "$PG_DIR/data" --username peili --pwfile "$PG_DIR/password" --no-sync \
    --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 >"$PG_DIR/initdb.out" 2>&1 || { tail "$PG_DIR/initdb.out" >&2; return 1; }
  # The data is thrown away afterwards, so nothing has to reach the disk.
  as_postgres "$PG_BIN/pg_ctl" --pgdata "$PG_DIR/data" --log "$PG_DIR/data/server.log" --wait --silent \
    --options "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' $*" start ||
    { tail "$PG_DIR/data/server.log" >&2; return 1; }
  PG_PID=$(head -n 1 "$PG_DIR/data/postmaster.pid")
  POSTGRES_URL=postgres://peili:$password@127.0.0.1:$port/postgres
}

stop_postgres() {
  [ -n "${PG_DIR:-}" ] || return 0
  as_postgres "$PG_BIN/pg_ctl" --pgdata "$PG_DIR/data" --mode immediate --silent stop >/dev/null 2>&1 || true
  rm -rf "$PG_DIR"
  PG_DIR=
}
