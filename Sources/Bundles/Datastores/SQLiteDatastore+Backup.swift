extension SQLiteDatastore {
    /// The command line's online backup (sqlite.org/cli.html); a copy of the file alone would miss what is in the log.
    package var backup: BackupRecipe? {
        BackupRecipe(
            command: "sqlite3 .backup", suffix: "sqlite3", dumpWords: [".backup", "VACUUM INTO", "litestream"],
            restoreWords: [".restore", "litestream restore"],
            functions: BackupFunctions(
                connect: SQLiteShell.connect, rows: SQLiteShell.rows, dump: SQLiteShell.dump,
                restore: SQLiteShell.restore, scratch: SQLiteShell.scratch, seed: SQLiteShell.seed))
    }
}

/// Shell functions that back up SQLite.
private enum SQLiteShell {
    /// `connect`, `query` and `check_client`: the address becomes what the client reads, without a password in an argument.
    static let connect: String = #"""
        # A relative path counts from the folder that the unit runs in.
        connect() { # ADDRESS
            database=${1%%\?*}
            case $database in
            '') fail 2 "set @ADDRESS@" ;;
            *:memory:* | *:///) fail 2 "@ADDRESS@ names no file" ;;
            file://*) database=${database#file://} ;;
            *:///*) database=${database#*:///} ;;
            *://*) database=${database#*://} ;;
            jdbc:sqlite:* | sqlite:* | file:*) database=${database##*:} ;;
            esac
            case $database in
            /*) ;;
            *) database=$root/@FOLDER@/$database ;;
            esac
        }

        query() { sqlite3 -batch -bail -noheader -separator $'\t' "$database" "$@"; }

        check_client() { need sqlite3; }
        """#

    /// `count_statements` and `count_rows`: the sanity query.
    static let rows: String = #"""
        # Statements that count each table's rows.
        count_statements() {
            query "SELECT 'SELECT ' || quote('rows ' || name) || ', count(*) FROM \"'
                    || replace(name, '\"', '\"\"') || '\";'
                FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY name"
        }

        count_rows() { count_statements | query; }
        """#

    /// `dump` and `check_dump`.
    static let dump: String = #"""
        # Copy and counts are made in one transaction, so that they agree while others write.
        dump() { # FILE ROWS
            local statements
            [ -f "$database" ] || fail 2 "there is no $database"
            statements=$(count_statements)
            # A plain name in the working folder needs no quotes of sqlite3's own.
            (cd -- "${1%/*}" && query >"$2" <<<".timeout 10000
        BEGIN;
        $statements
        .backup ${1##*/}
        COMMIT;")
        }

        check_dump() { [ "$(sqlite3 -batch "$1" 'PRAGMA integrity_check')" = ok ]; }
        """#

    /// `use_database`, `has_tables` and `load`.
    static let restore: String = #"""
        use_database() { database=$1; }

        has_tables() { [ -f "$database" ] && [ -n "$(count_rows)" ]; }

        # Page by page under the database's own lock, so that a unit that has it open sees the old state or the new one.
        load() { # FILE
            check_dump "$1" || fail 4 "the dump is damaged"
            (cd -- "${1%/*}" && query <<<".timeout 10000
        .restore ${1##*/}")
        }

        check_dump() { [ "$(sqlite3 -batch "$1" 'PRAGMA integrity_check')" = ok ]; }
        """#

    /// `open_scratch` and `close_scratch`.
    static let scratch: String = #"""
        open_scratch() { scratch=$(mktemp "${TMPDIR:-/tmp}/verify-XXXXXX"); }

        close_scratch() { rm -f -- "$scratch"; }
        """#

    /// `seed`, for validation alone.
    static let seed: String = #"""
        # Gives every empty table a row where its constraints allow one, so that a restore has something to lose.
        seed() {
            local statements
            query "CREATE TABLE IF NOT EXISTS infra_ws_check (id INTEGER PRIMARY KEY, note TEXT);
                INSERT OR IGNORE INTO infra_ws_check VALUES (1, 'one'), (2, 'two'), (3, 'three');"
            statements=$(query "SELECT 'INSERT OR IGNORE INTO ' || name || ' (' || columns || ') SELECT ' || ones
                    || ' WHERE NOT EXISTS (SELECT 1 FROM ' || name || ');'
                FROM (SELECT '\"' || replace(m.name, '\"', '\"\"') || '\"' AS name, group_concat(1) AS ones,
                        group_concat('\"' || replace(c.name, '\"', '\"\"') || '\"') AS columns
                    FROM sqlite_master m, pragma_table_info(m.name) c
                    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite^_%' ESCAPE '^' GROUP BY m.name)")
            sqlite3 -batch "$database" <<<"$statements" 2>/dev/null || true
        }
        """#
}
