/// What each of the three scripts does with the functions of its engine.
enum BackupMains {
    /// Dumps, stores and removes what is too old.
    static let backup: String = #"""
        # Removes backups that are older than the retention, but never the newest whole one.
        prune() {
            local cutoff newest name time
            cutoff=$(hours_ago $((retention_days * 24)))
            newest=$(stored_times | tail -n 1)
            for name in $(stored_names); do
                time=$(sed -n "s/^$component-\([0-9]\{8\}T[0-9]\{6\}Z\)\.\(manifest\|$suffix\)\$/\1/p" <<<"$name")
                if [ -n "$time" ] && [ "$time" != "$newest" ] && [[ $time < $cutoff ]]; then
                    remove_file "$name"
                fi
            done
        }

        main() {
            local name
            [ $# = 0 ] || fail 2 "usage: ${0##*/}"
            [[ $retention_days =~ ^[1-9][0-9]*$ ]] || fail 2 "BACKUP_RETENTION_DAYS is no number of days"
            open_storage
            if [ "$store" = folder ]; then
                # Beside the finished backups, so that moving one there is a rename: whole or not there.
                open_work "$place"
                lock
            else
                open_work "${TMPDIR:-/tmp}"
            fi
            connect "${@ADDRESS@-}"
            check_client
            name=$component-$(date -u +%Y%m%dT%H%M%SZ)
            dump "$work/dump" "$work/rows"
            check_dump "$work/dump" || fail 4 "the dump cannot be read back"
            {
                printf 'database %s\nsha256 %s\n' "$component" "$(checksum "$work/dump")"
                cat "$work/rows"
            } >"$work/manifest"
            ! stored_names | grep -qxF "$name.manifest" || fail 75 "there is a backup of this second already"
            store_file "$work/dump" "$name.$suffix"
            store_file "$work/manifest" "$name.manifest"
            prune
            printf '%s: %s tables\n' "$name.$suffix" "$(grep -c '^rows ' "$work/rows" || true)"
        }

        lock() {
            command -v flock >/dev/null || return 0
            exec 9>"$place/.lock"
            flock -n 9 || fail 75 "another backup is running"
        }

        main "$@"
        """#

    /// Restores one backup and compares its rows.
    static let restore: String = #"""
        # Every line of the manifest about rows must be true of the restored database.
        compare_rows() {
            local line restored differences=0
            count_rows >"$work/restored"
            while IFS= read -r line; do
                if ! grep -qxF -- "$line" "$work/restored"; then
                    restored=$(grep -F -- "${line%$'\t'*}"$'\t' "$work/restored" || echo none)
                    say "${line%$'\t'*}: ${line##*$'\t'} in the backup's manifest, ${restored##*$'\t'} restored"
                    differences=$((differences + 1))
                fi
            done < <(grep '^rows ' "$work/manifest")
            [ "$differences" = 0 ]
        }

        main() {
            local force='' into='' time='' wanted
            while [ $# -gt 0 ]; do
                case $1 in
                --list)
                    open_storage
                    stored_times
                    return
                    ;;
                --force) force=yes ;;
                --into)
                    [ $# -gt 1 ] || fail 2 "--into needs a database"
                    into=$2
                    shift
                    ;;
                -* | '') fail 2 "usage: ${0##*/} [--list] [--force] [--into DATABASE] [TIME]" ;;
                *) time=$1 ;;
                esac
                shift
            done
            open_storage
            open_work "${TMPDIR:-/tmp}"
            connect "${@ADDRESS@-}"
            [ -z "$into" ] || use_database "$into"
            check_client
            wanted=$(stored_times | if [ -n "$time" ]; then grep -xF -- "$time"; else tail -n 1; fi) || true
            [ -n "$wanted" ] || fail 5 "there is no backup ${time:+of }$time"
            fetch_file "$component-$wanted.manifest" "$work/manifest"
            fetch_file "$component-$wanted.$suffix" "$work/dump"
            grep -qxF "sha256 $(checksum "$work/dump")" "$work/manifest" ||
                fail 4 "$component-$wanted.$suffix is not what was backed up: its checksum differs"
            if [ -z "$force" ] && has_tables; then
                fail 6 "the database is not empty; --force replaces what is in it"
            fi
            load "$work/dump" || fail 4 "$component-$wanted.$suffix cannot be restored"
            compare_rows || fail 4 "$component-$wanted.$suffix does not hold what was backed up"
            awk -F '\t' -v name="$component-$wanted.$suffix" \
                '/^rows /{t++; r += $2} END {printf "%s: %d tables, %d rows restored\n", name, t, r}' "$work/manifest"
        }

        main "$@"
        """#

    /// Restores the newest backup into a scratch database.
    static let verify: String = #"""
        main() {
            local newest
            [ $# = 0 ] || fail 2 "usage: ${0##*/}"
            newest=$("$restore" --list | tail -n 1)
            [ -n "$newest" ] || fail 5 "there is no backup"
            [[ $newest > $(hours_ago "$max_age_hours") ]] ||
                fail 5 "the newest backup is of $newest, more than $max_age_hours h ago"
            export @ADDRESS@=${VERIFY_DATABASE_URL:-${@ADDRESS@-}}
            connect "$@ADDRESS@"
            open_scratch
            trap 'close_scratch' EXIT
            trap 'exit 130' INT
            trap 'exit 143' TERM
            SECONDS=0
            "$restore" --into "$scratch" "$newest"
            printf 'verified in %s s\n' "$SECONDS"
        }

        main "$@"
        """#
}
