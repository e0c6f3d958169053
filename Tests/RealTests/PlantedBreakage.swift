import Support
import Testing
import Workspace

/// Something that was broken after infra-ws had configured it.
struct PlantedBreakage: Sendable, CustomTestStringConvertible {
    /// What is broken, in a few words.
    var name: String
    /// The bundle that it belongs to.
    var bundle: String
    /// The unit that is asked.
    var unit: String
    /// Texts that are put in the place of others: path, old, new.
    var replacements: [(path: String, old: String, new: String)] = []
    /// Files that are written.
    var files: [String: String] = [:]
    /// Files that are removed.
    var removed: [String] = []
    /// A command that is run afterwards.
    var command: [String] = []
    /// Variables of the user's environment; `FOLDER` stands for the test's own folder, `WEBHOOK` for a server's address.
    var variables: [String: String] = [:]
    /// What `validate` has to say: what is wrong, where, and what to do.
    var words: [String]
    /// Whether a file can mend it.
    var isMendable = true

    var testDescription: String { "\(bundle): \(name)" }

    /// Breaks a configured repository.
    func plant(in storefront: FixtureRun) async throws {
        for (path, old, new) in replacements { try storefront.replace(old, by: new, in: path) }
        for path in removed { try FileSystemAccess.removeTree("\(storefront.root)/\(path)") }
        try write(files, into: storefront.root)
        if let name = command.first { try await storefront.tool(name, Array(command.dropFirst())) }
    }

    static let all: [PlantedBreakage] = health + security + backup + deploy

    private static let health: [PlantedBreakage] = [
        PlantedBreakage(
            name: "the endpoint is removed", bundle: "health", unit: "rates",
            replacements: [
                ("apps/rates/main.go", "\tmux.HandleFunc(\"/health\", newHealthHandler(db))\n", ""),
                ("apps/rates/main.go", "\tmux.HandleFunc(\"/health/live\", healthLive)\n", ""),
            ],
            removed: ["apps/rates/health.go"],
            words: [
                "the table records Health of `apps/rates`, and the files lack endpoint",
                ".spec_system/CONVENTIONS.md:", "`infra-ws run` mends what a file of the repository can hold",
            ]),
        PlantedBreakage(
            name: "the check always says ok", bundle: "health", unit: "rates",
            replacements: [("apps/rates/health.go", "return database.PingContext(ctx)", "return nil")],
            words: [
                "the endpoint does not notice that api-postgresql is down (apps/rates/",
                "`infra-ws run` mends what a file of the repository can hold",
            ]),
        PlantedBreakage(
            name: "the probe asks a wrong path", bundle: "health", unit: "orders",
            replacements: [("apps/orders/fly.toml", "path = \"/health\"", "path = \"/heath\"")],
            words: ["apps/orders/fly.toml:", "probes /heath, which the unit answers with 404"]),
    ]

    private static let security: [PlantedBreakage] = [
        PlantedBreakage(
            name: "the limiter stands after the route", bundle: "security", unit: "orders",
            replacements: [
                ("apps/orders/src/app.js", "  app.use(rateLimit);\n", ""),
                (
                    "apps/orders/src/app.js", "  app.use(\"/orders\", orders);\n",
                    "  app.use(\"/orders\", orders);\n  app.use(rateLimit);\n"
                ),
            ],
            words: ["no request was limited: the limiter stands after the route of line", "(apps/orders/src/app.js:"]),
        PlantedBreakage(
            name: "the limit counts the proxy's address", bundle: "security", unit: "orders",
            replacements: [
                (
                    "apps/orders/src/rate-limit.js",
                    "request.get(\"Fly-Client-IP\")?.trim() || (request.socket.remoteAddress ?? \"unknown\")",
                    "request.socket.remoteAddress ?? \"unknown\""
                )
            ],
            words: [
                "all clients count as one: in production the peer is the proxy (Fly.io)",
                "(apps/orders/src/rate-limit.js:",
            ]),
        PlantedBreakage(
            name: "the health path is limited", bundle: "security", unit: "rates",
            replacements: [("apps/rates/rate_limit.go", "\"/health\": true, ", "")],
            words: [
                "the health path is limited: probes would fail: `unlimitedPaths` lacks it (apps/rates/rate_limit.go:"
            ]
        ),
    ]

    private static let backup: [PlantedBreakage] = [
        PlantedBreakage(
            name: "the stored backup is stale", bundle: "backup", unit: "api",
            files: [
                "../storage/api-postgresql/api-postgresql-20200101T020000Z.dump": "x",
                "../storage/api-postgresql/api-postgresql-20200101T020000Z.manifest": "x",
            ],
            variables: ["BACKUP_DIR": "FOLDER/storage"],
            words: [
                "the newest backup is of 20200101T020000Z", "run scripts/backup.sh",
                ".github/workflows/backup-api-postgresql.yml did not",
            ], isMendable: false),
        PlantedBreakage(
            name: "the dump is truncated", bundle: "backup", unit: "api",
            replacements: [
                (
                    "scripts/backup.sh",
                    "check_dump \"$work/dump\" || fail 4 \"the dump cannot be read back\"",
                    "truncate --size=-200 \"$work/dump\""
                )
            ],
            words: ["the dump of scripts/backup.sh", "cannot be restored"]),
        PlantedBreakage(
            name: "a table is missing from the dump", bundle: "backup", unit: "api",
            replacements: [("scripts/backup.sh", "-Fc -O -x", "-Fc -O -x --exclude-table=products")],
            words: ["the dump of scripts/backup.sh is not the database: table public.products is missing"]),
    ]

    private static let deploy: [PlantedBreakage] = [
        PlantedBreakage(
            name: "a dependency came without its trigger", bundle: "deploy", unit: "orders",
            replacements: [
                (
                    "apps/orders/package.json", "\"@storefront/shared\": \"*\",",
                    "\"@storefront/shared\": \"*\",\n    \"@storefront/money\": \"*\","
                )
            ],
            files: [
                "packages/money/package.json": "{\"name\": \"@storefront/money\", \"version\": \"0.1.0\"}\n",
                "packages/money/index.js": "export const cents = 100;\n",
            ],
            // The lock file is kept up, as people do.
            command: ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"],
            words: [
                ".github/workflows/deploy-orders.yml:",
                "does not name packages/money, production dependency of apps/orders",
                "(apps/orders/package.json:",
            ]),
        PlantedBreakage(
            name: "a package of the trigger is gone", bundle: "deploy", unit: "orders",
            replacements: [
                (
                    ".github/workflows/deploy-orders.yml", "      - packages/shared/**\n",
                    "      - packages/shared/**\n      - packages/old/**\n"
                )
            ],
            words: [
                ".github/workflows/deploy-orders.yml:",
                "names packages/old/**, and there is no such package any more",
            ]),
        PlantedBreakage(
            name: "the webhook answers 404", bundle: "deploy", unit: "api",
            variables: ["COOLIFY_WEBHOOK": "WEBHOOK/gone"],
            words: [
                "the address in COOLIFY_WEBHOOK answers 404: copy the webhook from the application's page again",
                "the secret that .github/workflows/deploy-api.yml reads",
            ], isMendable: false),
    ]
}
