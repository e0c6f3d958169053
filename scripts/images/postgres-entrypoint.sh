#!/bin/bash
# Entry point of the test image of PostgreSQL: the part of the official image's contract that compose files
# lean on (POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB, POSTGRES_HOST_AUTH_METHOD, PGDATA,
# /docker-entrypoint-initdb.d, no start without a password or `trust`, a user of its own).
set -euo pipefail

: "${PGDATA:=/var/lib/postgresql/data}"
: "${POSTGRES_USER:=postgres}"
: "${POSTGRES_DB:=$POSTGRES_USER}"
: "${POSTGRES_HOST_AUTH_METHOD:=scram-sha-256}"

# `command: postgres -c max_connections=50`
[ "${1:-}" != postgres ] || shift

if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA" /run/postgresql
    chown -R postgres: "$PGDATA" /run/postgresql
    exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$@"
fi

initialise() {
    if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
        echo "Error: the database is not initialised and POSTGRES_PASSWORD is not set." >&2
        exit 1
    fi
    initdb -D "$PGDATA" -U "$POSTGRES_USER" --pwfile=<(printf '%s\n' "${POSTGRES_PASSWORD:-none}") \
        --encoding=UTF8 --auth=scram-sha-256 --auth-local=trust --no-sync >/dev/null
    echo "host all all all $POSTGRES_HOST_AUTH_METHOD" >>"$PGDATA/pg_hba.conf"
    # No TCP while initialising, so that a health check over TCP cannot pass too early.
    pg_ctl -D "$PGDATA" -w -o "-h ''" start >/dev/null
    [ "$POSTGRES_DB" = postgres ] || createdb -U "$POSTGRES_USER" "$POSTGRES_DB"
    local file
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
        *.sql) psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v ON_ERROR_STOP=1 -f "$file" ;;
        *.sql.gz) gunzip -c "$file" | psql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v ON_ERROR_STOP=1 ;;
        *.sh) bash "$file" ;;
        esac
    done
    pg_ctl -D "$PGDATA" -m fast -w stop >/dev/null
}

[ -s "$PGDATA/PG_VERSION" ] || initialise
exec postgres -D "$PGDATA" -h '*' "$@"
