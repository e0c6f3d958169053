/// What the scripts of every engine share: words, time and storage.
enum BackupShell {
    /// What every script says and how it fails.
    static let words: String = #"""
        say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

        fail() { # CODE WORD...
            local code=$1
            shift
            say "$*"
            exit "$code"
        }

        need() { # PROGRAM...
            local name
            for name in "$@"; do
                command -v "$name" >/dev/null || fail 2 "$name is not installed"
            done
        }

        checksum() { # FILE
            if command -v sha256sum >/dev/null; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi | cut -d ' ' -f 1
        }

        # A folder for what is not finished, gone at the end whatever happens.
        open_work() { # PARENT
            work=$(mktemp -d "$1/.partial-XXXXXX")
            trap 'rm -rf -- "$work"' EXIT
            trap 'exit 130' INT
            trap 'exit 143' TERM
        }
        """#

    /// The age of backups.
    static let time: String = #"""
        # The time so many hours ago, as the names of backups have it. GNU and BSD spell it differently.
        hours_ago() { # HOURS
            local seconds=$(($(date +%s) - $1 * 3600))
            date -u -d "@$seconds" +%Y%m%dT%H%M%SZ 2>/dev/null || date -u -r "$seconds" +%Y%m%dT%H%M%SZ
        }
        """#

    /// Storing, listing, fetching and removing files in a folder or a bucket.
    static let storage: String = #"""
        # The folder BACKUP_DIR if it is set, else the bucket BACKUP_S3_BUCKET. Each database has a folder in it.
        open_storage() {
            if [ -n "${BACKUP_DIR-}" ]; then
                store=folder
                place=${BACKUP_DIR%/}/$component
                mkdir -p -- "$place"
                return
            fi
            [ -n "${BACKUP_S3_BUCKET-}" ] || fail 2 "set BACKUP_DIR or BACKUP_S3_BUCKET"
            place=$BACKUP_S3_BUCKET/${BACKUP_S3_PREFIX:+${BACKUP_S3_PREFIX%/}/}$component
            export AWS_ACCESS_KEY_ID=${@ID@-} AWS_SECRET_ACCESS_KEY=${@SECRET@-}
            export AWS_REGION=${AWS_REGION:-@REGION@}
            [ -n "$AWS_ACCESS_KEY_ID" ] && [ -n "$AWS_SECRET_ACCESS_KEY" ] ||
                fail 2 "set @ID@ and @SECRET@"
            if command -v rclone >/dev/null; then
                store=rclone
                export RCLONE_CONFIG=/dev/null RCLONE_CONFIG_STORE_TYPE=s3 RCLONE_CONFIG_STORE_PROVIDER=@PROVIDER@
                export RCLONE_CONFIG_STORE_ENV_AUTH=true RCLONE_CONFIG_STORE_NO_CHECK_BUCKET=true
                export RCLONE_CONFIG_STORE_ENDPOINT=${BACKUP_S3_ENDPOINT-} RCLONE_CONFIG_STORE_REGION=$AWS_REGION
            elif command -v aws >/dev/null; then
                store=aws
                # Services other than Amazon's refuse the checksums that newer versions add by themselves.
                export AWS_REQUEST_CHECKSUM_CALCULATION=when_required AWS_RESPONSE_CHECKSUM_VALIDATION=when_required
                [ -z "${BACKUP_S3_ENDPOINT-}" ] || export AWS_ENDPOINT_URL=$BACKUP_S3_ENDPOINT
            else
                fail 2 "install rclone or the AWS command line"
            fi
        }

        stored_names() {
            case $store in
            folder) (cd -- "$place" && ls -1) ;;
            rclone) rclone lsf --files-only "store:$place" ;;
            aws)
                # An empty folder answers `None`.
                aws s3api list-objects-v2 --bucket "$BACKUP_S3_BUCKET" --prefix "${place#*/}/" \
                    --query 'Contents[].[Key]' --output text | sed 's|.*/||'
                ;;
            esac
        }

        # The times of the whole backups, oldest first. The manifest is stored last, so that it stands for both.
        stored_times() {
            local names time
            names=$'\n'$(stored_names)$'\n'
            sed -n "s/^$component-\([0-9]\{8\}T[0-9]\{6\}Z\)\.manifest\$/\1/p" <<<"$names" | sort |
                while IFS= read -r time; do
                    case $names in *$'\n'"$component-$time.$suffix"$'\n'*) printf '%s\n' "$time" ;; esac
                done
        }

        store_file() { # FILE NAME
            case $store in
            folder) mv -- "$1" "$place/$2" ;;
            rclone) rclone copyto --immutable "$1" "store:$place/$2" ;;
            aws) aws s3 cp --only-show-errors "$1" "s3://$place/$2" ;;
            esac
        }

        fetch_file() { # NAME FILE
            case $store in
            folder) cp -- "$place/$1" "$2" ;;
            rclone) rclone copyto "store:$place/$1" "$2" ;;
            aws) aws s3 cp --only-show-errors "s3://$place/$1" "$2" ;;
            esac
        }

        remove_file() { # NAME
            case $store in
            folder) rm -f -- "$place/$1" ;;
            rclone) rclone deletefile "store:$place/$1" ;;
            aws) aws s3 rm --only-show-errors "s3://$place/$1" ;;
            esac
        }
        """#
}
