/// Shell functions that take the address of a database server apart (RFC 3986), for every script that connects to one.
enum ServerAddressShell {
    /// `split_address`, which sets `user`, `password`, `host`, `port`, `database` and `parameters`, and `decoded`.
    static let functions: String = #"""
        # Takes an address apart: everybody on the machine sees a password in an argument.
        split_address() { # ADDRESS PORT
            local rest=${1#*://} authority
            user='' password='' host='' port=$2 database='' parameters=''
            rest=${rest%%#*}
            case $rest in *\?*)
                parameters=${rest#*\?}
                rest=${rest%%\?*}
                ;;
            esac
            authority=${rest%%/*}
            case $rest in */*) database=$(decoded "${rest#*/}") ;; esac
            case $authority in *@*)
                user=${authority%@*}
                case $user in *:*) password=$(decoded "${user#*:}") ;; esac
                user=$(decoded "${user%%:*}")
                authority=${authority##*@}
                ;;
            esac
            case $authority in
            \[*\]:*) port=${authority##*:} host=${authority%:*} ;;
            \[*\]) host=$authority ;;
            *:*) port=${authority##*:} host=${authority%:*} ;;
            *) host=$authority ;;
            esac
            host=${host#[} host=$(decoded "${host%]}")
        }

        decoded() { # TEXT
            local text=${1//\\/\\\\}
            printf '%b' "${text//%/\\x}"
        }
        """#
}
