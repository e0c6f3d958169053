package import Workspace

extension PostgreSQLDatastore {
    /// pg_dump's custom format (postgresql.org/docs/current/app-pgdump.html).
    package var backup: BackupRecipe? {
        BackupRecipe(
            command: "pg_dump", suffix: "dump", dumpWords: ["pg_dump", "pg_dumpall", "pg_basebackup"],
            restoreWords: ["pg_restore", "psql"],
            functions: BackupFunctions(
                connect: ServerAddressShell.functions + "\n\n" + PostgreSQLShell.connect,
                rows: PostgreSQLShell.rows, dump: PostgreSQLShell.dump,
                restore: PostgreSQLShell.restore, scratch: PostgreSQLShell.scratch, seed: PostgreSQLShell.seed),
            client: BackupClient(
                programs: ["pg_dump", "pg_restore", "psql", "createdb", "dropdb"],
                variables: [
                    "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSSLMODE", "PGSSLROOTCERT",
                    "PGCHANNELBINDING", "PGOPTIONS", "PGCONNECT_TIMEOUT", "DUMP_FILE", "DUMP_SNAPSHOT",
                ]),
            runner: { version in Self.runner(major: version.flatMap { Int($0.prefix { $0 != "." }) } ?? Self.newest) })
    }

    /// The folder of the server's own client programs, for a machine that has them on no search path.
    package func backupToolFolder(_ tools: ToolLocator) -> String? { Self.binaries(tools) }

    /// The newest major version, for a database whose version no file names: its client dumps older servers too.
    private static let newest = 18

    /// A scratch server and a client of the database's major version. An older client refuses the server, and what a
    /// newer one restores has settings that the server does not know.
    private static func runner(major: Int) -> BackupRunner {
        BackupRunner(
            image: "postgres:\(major)", variables: [("POSTGRES_HOST_AUTH_METHOD", "trust")], port: 5432,
            options: [
                "--health-cmd \"pg_isready -U postgres\"", "--health-interval 2s", "--health-timeout 5s",
                "--health-retries 30",
            ],
            scratchAddress: "postgresql://postgres@127.0.0.1:5432/postgres",
            clientName: "Install the client of PostgreSQL \(major)",
            client: """
                client=$(pg_dump --version 2>/dev/null | sed 's/^[^0-9]*\\([0-9]*\\).*/\\1/')
                if [ "${client:-0}" -ne \(major) ]; then
                    sudo apt-get update
                    sudo apt-get install -y postgresql-common
                    sudo /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y
                    sudo apt-get install -y postgresql-client-\(major)
                    echo /usr/lib/postgresql/\(major)/bin >>"$GITHUB_PATH"
                fi
                """)
    }
}

/// Shell functions that back up PostgreSQL.
private enum PostgreSQLShell {
    /// `connect`, `query` and `check_client`: the address becomes what the client reads, without a password in an argument.
    static let connect: String = #"""
        # The address becomes libpq's variables.
        connect() { # ADDRESS
            local pair
            case $1 in
            postgres://* | postgresql://* | postgres+*://* | postgresql+*://*) ;;
            '') fail 2 "set @ADDRESS@" ;;
            *) fail 2 "@ADDRESS@ is no postgresql:// address" ;;
            esac
            split_address "$1" 5432
            if [ -n "$user" ]; then export PGUSER=$user; fi
            if [ -n "$password" ]; then export PGPASSWORD=$password; fi
            PGHOST=$host PGPORT=$port PGDATABASE=$database
            while [ -n "$parameters" ]; do
                pair=${parameters%%&*}
                case $parameters in *\&*) parameters=${parameters#*&} ;; *) parameters= ;; esac
                case $pair in
                sslmode=*) export PGSSLMODE="${pair#*=}" ;;
                ssl=require | ssl=true) export PGSSLMODE=require ;;
                sslrootcert=*) PGSSLROOTCERT=$(decoded "${pair#*=}") && export PGSSLROOTCERT ;;
                channel_binding=*) export PGCHANNELBINDING="${pair#*=}" ;;
                host=*) PGHOST=$(decoded "${pair#*=}") ;;
                port=*) PGPORT=${pair#*=} ;;
                options=*) PGOPTIONS=$(decoded "${pair#*=}") && export PGOPTIONS ;;
                esac
            done
            [ -n "$PGDATABASE" ] || fail 2 "@ADDRESS@ names no database"
            case $PGDATABASE in *=* | *://*) fail 2 "pg_restore would take the database's name for options" ;; esac
            export PGHOST=${PGHOST:-localhost} PGPORT PGDATABASE PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-15}
        }

        query() {
            psql --no-psqlrc --no-password --quiet --tuples-only --no-align --field-separator=$'\t' \
                --set=ON_ERROR_STOP=1 "$@"
        }

        client_major() { pg_dump --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/'; }

        server_major() { query --command='SHOW server_version_num' | sed 's/....$//'; }

        # pg_dump refuses a server that is newer than itself.
        check_client() {
            local server
            need psql pg_dump pg_restore
            server=$(server_major) && [ -n "$server" ] || fail 2 "cannot connect to $PGDATABASE on $PGHOST:$PGPORT"
            [ "$(client_major)" -ge "$server" ] ||
                fail 3 "pg_dump $(client_major) is older than the server: install postgresql-client-$server"
        }
        """#

    /// `count_statements` and `count_rows`: the sanity query.
    static let rows: String = #"""
        # Statements that count each table's rows, in an order that no locale changes, without what extensions own.
        count_statements() {
            cat <<'SQL'
        SELECT format('SELECT %L, count(*) FROM ONLY %s', 'rows ' || t.name, t.name)
        FROM (
            SELECT format('%I.%I', n.nspname, c.relname) AS name
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
                AND NOT EXISTS (
                    SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ) t
        ORDER BY t.name COLLATE "C"
        \gexec
        SQL
        }

        count_rows() { count_statements | query --file=-; }
        """#

    /// `dump` and `check_dump`.
    static let dump: String = #"""
        # Dump and counts see the same snapshot, so that they agree while others write.
        dump() { # FILE ROWS
            export DUMP_FILE=$1
            {
                cat <<'SQL'
        BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
        SET LOCAL row_security = off;
        SELECT pg_export_snapshot() AS snapshot \gset
        \setenv DUMP_SNAPSHOT :snapshot
        \! pg_dump --no-password -Fc -O -x --snapshot="$DUMP_SNAPSHOT" -f "$DUMP_FILE" && : >"$DUMP_FILE.done"
        SQL
                count_statements
            } | query --file=- >"$2" || fail 1 "$PGDATABASE could not be read"
            [ -e "$DUMP_FILE.done" ] || fail 1 "pg_dump failed"
        }

        # Reads all of it: the list of contents is at the start and looks whole in a file that was cut.
        check_dump() { pg_restore --file=/dev/null "$1"; }
        """#

    /// `use_database`, `has_tables` and `load`.
    static let restore: String = #"""
        use_database() { export PGDATABASE=$1; }

        has_tables() { [ -n "$(count_rows)" ]; }

        # One transaction: what was there before stays where it fails. With --force it replaces what the dump holds.
        load() { # FILE
            local options=(--no-owner --no-privileges)
            [ -z "$force" ] || options+=(--clean --if-exists)
            if [ "$(client_major)" -gt "$(server_major)" ]; then
                # Newer clients set what older servers do not know, such as transaction_timeout since version 17.
                pg_restore "${options[@]}" --file=- "$1" | sed '/^SET transaction_timeout = 0;$/d' |
                    query --single-transaction --file=- >/dev/null
            else
                pg_restore --no-password --exit-on-error --single-transaction "${options[@]}" --dbname="$PGDATABASE" "$1"
            fi
        }
        """#

    /// `open_scratch` and `close_scratch`.
    static let scratch: String = #"""
        open_scratch() {
            scratch=infra_ws_verify_$(date +%s)_$$
            createdb --no-password --maintenance-db="$PGDATABASE" --template=template0 "$scratch"
        }

        close_scratch() { dropdb --no-password --if-exists --maintenance-db="$PGDATABASE" "$scratch"; }
        """#

    /// `seed`, for validation alone.
    static let seed: String = #"""
        # Gives every empty table a row where its types allow one, so that a restore has something to lose.
        seed() {
            query --file=- <<'SQL'
        SET client_min_messages = warning;
        CREATE TABLE IF NOT EXISTS infra_ws_check (id integer PRIMARY KEY, note text);
        INSERT INTO infra_ws_check VALUES (1, 'one'), (2, 'two'), (3, 'three') ON CONFLICT DO NOTHING;
        DO $seed$
        DECLARE
            item record;
            known boolean;
        BEGIN
            FOR item IN
                SELECT c.oid::regclass AS name,
                    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns,
                    string_agg(CASE
                        WHEN t.typname = 'uuid' THEN 'gen_random_uuid()'
                        WHEN t.typname IN ('json', 'jsonb') OR t.typcategory = 'A' THEN '''{}'''
                        WHEN t.typcategory = 'N' THEN '1'
                        WHEN t.typcategory = 'B' THEN 'true'
                        WHEN t.typcategory = 'D' THEN 'now()'
                        ELSE '''x''' END, ', ' ORDER BY a.attnum) AS row_values
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
                LEFT JOIN pg_type t ON t.oid = a.atttypid
                WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
                GROUP BY c.oid
            LOOP
                BEGIN
                    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', item.name) INTO known;
                    IF NOT known AND item.columns IS NULL THEN
                        EXECUTE format('INSERT INTO %s DEFAULT VALUES', item.name);
                    ELSIF NOT known THEN
                        EXECUTE format('INSERT INTO %s (%s) VALUES (%s)', item.name, item.columns, item.row_values);
                    END IF;
                EXCEPTION WHEN OTHERS THEN NULL;
                END;
            END LOOP;
        END $seed$;
        SQL
        }
        """#
}
