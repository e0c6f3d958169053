package import Workspace

/// What the Backup bundle asks of a datastore.
package protocol BackupAnswers: Sendable {
    /// How one database of this engine is backed up; nil for what holds no data of its own, such as a cache.
    var backup: BackupRecipe? { get }
    /// The folder of the engine's own client programs where they may be on no search path; nil where there is none.
    func backupToolFolder(_ tools: ToolLocator) -> String?
}

extension BackupAnswers {
    /// None: nothing of it has to be kept.
    package var backup: BackupRecipe? { nil }

    /// None: its programs are on the search path.
    package func backupToolFolder(_ tools: ToolLocator) -> String? { nil }
}

/// How databases of one engine are dumped, restored and counted.
package struct BackupRecipe: Sendable {
    /// The tool that dumps, as the Infrastructure table names it, such as `pg_dump`.
    package var command: String
    /// Ending of a dump's name, without dot.
    package var suffix: String
    /// Words of a command that dumps, by which scripts of the repository are recognised.
    package var dumpWords: [String]
    /// Words of a command that restores.
    package var restoreWords: [String]
    /// The shell functions that the generated scripts call.
    package var functions: BackupFunctions
    /// What a hosted runner needs, by the database's version; nil for a file, which only its own host reaches.
    package var runner: (@Sendable (_ version: String?) -> BackupRunner)?
    /// What the functions call of the engine's client, to be run from its image where need be; nil where they reach the
    /// database through a file.
    package var client: BackupClient?

    /// Makes a recipe.
    package init(
        command: String, suffix: String, dumpWords: [String], restoreWords: [String], functions: BackupFunctions,
        client: BackupClient? = nil, runner: (@Sendable (_ version: String?) -> BackupRunner)? = nil
    ) {
        self.client = client
        self.command = command
        self.suffix = suffix
        self.dumpWords = dumpWords
        self.restoreWords = restoreWords
        self.functions = functions
        self.runner = runner
    }
}

/// The client programs of an engine.
package struct BackupClient: Sendable, Hashable {
    /// Their names; the first answers `--version`.
    package var programs: [String]
    /// The variables that they read, those that the functions set for them among them.
    package var variables: [String]

    /// Makes a client.
    package init(programs: [String], variables: [String]) {
        self.programs = programs
        self.variables = variables
    }
}

/// Functions of bash for one engine.
///
/// They may use `say`, `fail` and `need` of `BackupShell.words`; `@ADDRESS@` stands for the name of the variable that
/// holds the address, `@FOLDER@` for the unit's folder relative to `$root`, quoted.
package struct BackupFunctions: Sendable {
    /// `connect ADDRESS`, `query` (SQL on standard input) and `check_client`.
    package var connect: String
    /// `count_rows`: one line for each table, `rows NAME<tab>NUMBER`.
    package var rows: String
    /// `dump FILE ROWS` (the dump, and the counts of the same moment) and `check_dump FILE`.
    package var dump: String
    /// `use_database NAME`, `has_tables` and `load FILE`, which replaces what is there if `$force` is not empty.
    package var restore: String
    /// `open_scratch`, which sets `scratch` to the name of a new empty database, and `close_scratch`.
    package var scratch: String
    /// `seed`: rows for the empty tables of a database that was made for validation.
    package var seed: String

    /// Makes the functions of an engine.
    package init(connect: String, rows: String, dump: String, restore: String, scratch: String, seed: String) {
        self.connect = connect
        self.rows = rows
        self.dump = dump
        self.restore = restore
        self.scratch = scratch
        self.seed = seed
    }
}

/// What a workflow on a hosted runner needs beside the scripts: a scratch server and the engine's client.
package struct BackupRunner: Sendable {
    /// Image of the scratch server, such as `postgres:16`.
    package var image: String
    /// Variables of its container.
    package var variables: [(name: String, value: String)]
    /// The port that it listens on.
    package var port: Int
    /// Options of its container, such as a health check.
    package var options: [String]
    /// The address of the scratch server, which holds nothing and needs no password.
    package var scratchAddress: String
    /// Name of the step that installs the client.
    package var clientName: String
    /// The commands of that step.
    package var client: String

    /// Makes the needs of a workflow.
    package init(
        image: String, variables: [(name: String, value: String)], port: Int, options: [String],
        scratchAddress: String, clientName: String, client: String
    ) {
        self.image = image
        self.variables = variables
        self.port = port
        self.options = options
        self.scratchAddress = scratchAddress
        self.clientName = clientName
        self.client = client
    }
}
