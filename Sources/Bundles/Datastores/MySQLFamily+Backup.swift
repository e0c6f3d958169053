import Workspace

extension MySQLDatastore {
    /// mysqldump (dev.mysql.com/doc, "mysqldump — A Database Backup Program").
    package var backup: BackupRecipe? {
        MySQLFamily.recipe(
            command: "mysqldump", programs: (client: "mysql mariadb", dump: "mysqldump mariadb-dump")
        ) { version in
            MySQLFamily.runner(
                image: "mysql:\(version ?? "8.4")", variable: "MYSQL_ALLOW_EMPTY_PASSWORD",
                client: "mysqladmin", package: "mysql-client", program: "mysqldump", name: "MySQL")
        }
    }
}

extension MariaDBDatastore {
    /// mariadb-dump (mariadb.com/kb, "mariadb-dump").
    package var backup: BackupRecipe? {
        MySQLFamily.recipe(
            command: "mariadb-dump", programs: (client: "mariadb mysql", dump: "mariadb-dump mysqldump")
        ) { version in
            MySQLFamily.runner(
                image: "mariadb:\(version ?? "11.4")", variable: "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD",
                client: "mariadb-admin", package: "mariadb-client", program: "mariadb-dump", name: "MariaDB")
        }
    }
}

extension MySQLFamily {
    /// A recipe with one of the two clients.
    fileprivate static func recipe(
        command: String, programs: (client: String, dump: String),
        runner: @escaping @Sendable (String?) -> BackupRunner
    ) -> BackupRecipe {
        BackupRecipe(
            command: command, suffix: "sql", dumpWords: ["mysqldump", "mariadb-dump", "mysqlpump", "mariabackup"],
            restoreWords: ["mysql ", "mariadb "],
            functions: BackupFunctions(
                connect: (ServerAddressShell.functions + "\n\n" + MySQLShell.connect).replacing(
                    "@CLIENTS@", with: programs.client
                )
                .replacing("@DUMPERS@", with: programs.dump),
                rows: MySQLShell.rows, dump: MySQLShell.dump, restore: MySQLShell.restore,
                scratch: MySQLShell.scratch, seed: MySQLShell.seed),
            client: BackupClient(
                programs: [programs.client, programs.dump].map { String($0.prefix { $0 != " " }) },
                variables: ["MYSQL_PWD"]),
            runner: runner)
    }

    /// A scratch server of the database's version, and Ubuntu's client.
    fileprivate static func runner(
        image: String, variable: String, client: String, package: String, program: String, name: String
    ) -> BackupRunner {
        BackupRunner(
            image: image, variables: [(variable, "yes")], port: 3306,
            options: [
                "--health-cmd \"\(client) --protocol=tcp --host=127.0.0.1 --user=root ping\"",
                "--health-interval 2s", "--health-timeout 5s", "--health-retries 30",
            ],
            scratchAddress: "mysql://root@127.0.0.1:3306/mysql", clientName: "Install the client of \(name)",
            client: """
                if ! command -v \(program) >/dev/null; then
                    sudo apt-get update
                    sudo apt-get install -y \(package)
                fi
                """)
    }
}

/// Shell functions that back up MySQL and MariaDB.
private enum MySQLShell {
    /// `connect`, `query` and `check_client`: the address becomes what the client reads, without a password in an argument.
    static let connect: String = #"""
        # The address becomes options of the client, its password the client's variable.
        connect() { # ADDRESS
            local pair
            case $1 in
            mysql://* | mysql2://* | mysql+*://* | mariadb://* | mariadb+*://* | trilogy://*) ;;
            '') fail 2 "set @ADDRESS@" ;;
            *) fail 2 "@ADDRESS@ is no mysql:// address" ;;
            esac
            split_address "$1" 3306
            unset MYSQL_PWD
            if [ -n "$password" ]; then export MYSQL_PWD=$password; fi
            user=${user:-root}
            host=${host:-127.0.0.1}
            [ -n "$database" ] || fail 2 "@ADDRESS@ names no database"
            client=$(program @CLIENTS@)
            dumper=$(program @DUMPERS@)
            need "$client" "$dumper"
            connection=(--no-defaults --protocol=tcp --host="$host" --port="$port" --user="$user"
                --default-character-set=utf8mb4)
            tls=''
            while [ -n "$parameters" ]; do
                pair=${parameters%%&*}
                case $parameters in *\&*) parameters=${parameters#*&} ;; *) parameters= ;; esac
                case $pair in
                ssl=0 | ssl=false | ssl=disabled | ssl-mode=DISABLED | sslmode=disable) ;;
                ssl=* | ssl-mode=* | ssl_mode=* | sslmode=* | sslaccept=* | tls=*) tls=yes ;;
                esac
            done
            # The two clients spell encryption differently, and newer ones want a certificate that a plain server lacks.
            case $("$client" --version) in
            *MariaDB*) if [ -n "$tls" ]; then connection+=(--ssl); else connection+=(--skip-ssl-verify-server-cert); fi ;;
            *) [ -z "$tls" ] || connection+=(--ssl-mode=REQUIRED) ;;
            esac
        }

        # The first that is installed; the first where none is, for the message.
        program() { # NAME...
            local name
            for name in "$@"; do
                if command -v "$name" >/dev/null; then
                    printf '%s' "$name"
                    return
                fi
            done
            printf '%s' "$1"
        }

        query() { "$client" "${connection[@]}" --batch --raw --skip-column-names "$@" "$database"; }

        check_client() {
            query --execute='SELECT 1' >/dev/null || fail 2 "cannot connect to $database on $host:$port"
        }
        """#

    /// `count_statements` and `count_rows`: the sanity query.
    static let rows: String = #"""
        # Statements that count each table's rows, in an order that no collation changes.
        count_statements() {
            query <<'SQL'
        SELECT CONCAT('SELECT ', QUOTE(CONCAT('rows ', TABLE_NAME)), ', COUNT(*) FROM `',
            REPLACE(TABLE_NAME, '`', '``'), '`;')
        FROM information_schema.TABLES
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
        ORDER BY CAST(TABLE_NAME AS BINARY);
        SQL
        }

        count_rows() { count_statements | query; }
        """#

    /// `dump` and `check_dump`.
    static let dump: String = #"""
        # No two sessions share a snapshot here: rows are counted in the dump itself, which has one statement for each,
        # and where a table had the same rows before and after, the dump must have them too.
        dump() { # FILE ROWS
            local options=(--single-transaction --quick --hex-blob --skip-extended-insert --no-autocommit
                --routines --triggers --events --no-tablespaces)
            case $("$dumper" --version) in
            *MariaDB*) ;;
            *) options+=(--set-gtid-purged=OFF) ;;
            esac
            count_rows >"$2.before" || fail 1 "$database could not be read"
            "$dumper" "${connection[@]}" "${options[@]}" "$database" >"$1" || fail 1 "$dumper failed"
            count_rows >"$2.after" || fail 1 "$database could not be read"
            counted "$1" >"$2"
            LC_ALL=C sort "$2" >"$2.sorted"
            if LC_ALL=C comm -12 <(LC_ALL=C sort "$2.before") <(LC_ALL=C sort "$2.after") |
                LC_ALL=C comm -23 - "$2.sorted" | grep . >&2; then
                fail 4 "the dump has other rows than the tables above"
            fi
        }

        # `rows NAME<tab>NUMBER` of each table that a dump makes.
        counted() { # FILE
            LC_ALL=C awk '
                function name(text,    found, at) {
                    found = ""
                    while ((at = index(text, "`")) > 0) {
                        found = found substr(text, 1, at - 1)
                        if (substr(text, at + 1, 1) != "`") return found
                        found = found "`"
                        text = substr(text, at + 2)
                    }
                    return found
                }
                /^CREATE TABLE `/ { rows[name(substr($0, 15))] += 0 }
                /^INSERT INTO `/ { rows[name(substr($0, 14))]++ }
                END { for (table in rows) printf "rows %s\t%d\n", table, rows[table] }
            ' "$1" | LC_ALL=C sort
        }

        # The last line says that nothing is missing behind it.
        check_dump() { tail -n 1 "$1" | grep -q '^-- Dump completed'; }
        """#

    /// `use_database`, `has_tables` and `load`.
    static let restore: String = #"""
        use_database() { database=$1; }

        has_tables() { [ -n "$(count_rows)" ]; }

        # Statements that make tables end a transaction here, so that a dump is looked at as a whole before the first
        # one. With --force it replaces what the dump holds.
        load() { # FILE
            tail -n 1 "$1" | grep -q '^-- Dump completed' || fail 4 "the dump is damaged"
            # Older clients do not know the mark of newer dumps, and only an administrator may set another definer.
            LC_ALL=C sed -e '1{/enable the sandbox mode/d;}' \
                -e "/^\/\*!5\|^CREATE DEFINER=/s/ *DEFINER=\`[^\`]*\`@\`[^\`]*\`//" "$1" | query >/dev/null
        }
        """#

    /// `open_scratch` and `close_scratch`.
    static let scratch: String = #"""
        open_scratch() {
            scratch=infra_ws_verify_$(date +%s)_$$
            query --execute="CREATE DATABASE $scratch"
        }

        close_scratch() { query --execute="DROP DATABASE IF EXISTS $scratch"; }
        """#

    /// `seed`, for validation alone.
    static let seed: String = #"""
        # Gives every empty table a row where its types allow one, so that a restore has something to lose.
        seed() {
            local statement
            query <<'SQL'
        CREATE TABLE IF NOT EXISTS infra_ws_check (id integer PRIMARY KEY, note text);
        INSERT IGNORE INTO infra_ws_check VALUES (1, 'one'), (2, 'two'), (3, 'three');
        SQL
            query <<'SQL' |
        SET SESSION group_concat_max_len = 1000000;
        SELECT CONCAT('INSERT IGNORE INTO ', name, ' (', columns_, ') SELECT ', values_,
            ' FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM ', name, ');')
        FROM (
            SELECT CONCAT('`', REPLACE(t.TABLE_NAME, '`', '``'), '`') AS name,
                GROUP_CONCAT(CONCAT('`', REPLACE(c.COLUMN_NAME, '`', '``'), '`') ORDER BY c.ORDINAL_POSITION) AS columns_,
                GROUP_CONCAT(CASE
                    WHEN c.COLUMN_TYPE LIKE 'uuid%' THEN 'UUID()'
                    WHEN c.DATA_TYPE = 'json' OR c.COLUMN_TYPE = 'longtext' THEN QUOTE('{}')
                    WHEN c.DATA_TYPE IN ('date', 'datetime', 'timestamp', 'time') THEN 'NOW()'
                    WHEN c.DATA_TYPE LIKE '%char' OR c.DATA_TYPE LIKE '%text' THEN QUOTE('x')
                    ELSE '1' END ORDER BY c.ORDINAL_POSITION) AS values_
            FROM information_schema.TABLES t
            JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
            WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE'
                AND c.EXTRA NOT LIKE '%GENERATED' AND c.EXTRA NOT LIKE '%auto_increment%'
            GROUP BY t.TABLE_NAME
        ) tables_;
        SQL
                while IFS= read -r statement; do query --execute="$statement" 2>/dev/null || true; done
        }
        """#
}
