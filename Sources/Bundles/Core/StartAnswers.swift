package import Workspace

/// How a unit of a framework is started on this machine, for a moment, to be asked.
package protocol StartAnswers: Sendable {
    /// The command that starts the unit on a port. Nil where this machine can never start it (a build that only
    /// exists on a platform); the unit is then asked at `--url` only.
    ///
    /// A start that is written down in the repository (a `start` script, a Procfile, a Dockerfile's CMD) comes before
    /// what the framework does by custom.
    func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand?

    /// Every environment variable that the unit's code reads, with the line and the literal default.
    func environmentReads(in unit: DeployableUnit) -> [VariableRead]
}

/// A command that starts a unit.
package struct LaunchCommand: Sendable, Hashable {
    /// Program, looked up in the PATH that installation left (a virtual environment's `bin` comes first).
    package var executable: String
    /// Its arguments.
    package var arguments: [String]
    /// Folder to run in, relative to the root.
    package var workingDirectory: String
    /// Variables that the start needs, such as `PORT`.
    package var environment: [String: String]
    /// A command that must succeed before, such as a compiler; nil where none is needed.
    package var build: BuildCommand?
    /// What a person types for build and start together, such as `go run .`; nil where that is the command itself.
    package var typed: [String]?

    /// Makes a launch.
    package init(
        _ executable: String, _ arguments: [String], in workingDirectory: String, environment: [String: String] = [:],
        build: BuildCommand? = nil, typed: [String]? = nil
    ) {
        self.typed = typed
        self.executable = executable
        self.arguments = arguments
        self.workingDirectory = workingDirectory
        self.environment = environment
        self.build = build
    }
}

/// A command that must succeed before a unit can be started.
package struct BuildCommand: Sendable, Hashable {
    /// Program, looked up as that of the launch.
    package var executable: String
    /// Its arguments.
    package var arguments: [String]
    /// Folder to run in, relative to the root.
    package var workingDirectory: String

    /// Makes a build step.
    package init(_ executable: String, _ arguments: [String], in workingDirectory: String) {
        self.executable = executable
        self.arguments = arguments
        self.workingDirectory = workingDirectory
    }
}

/// An environment variable that code reads.
package struct VariableRead: Sendable, Hashable {
    /// Its name, such as `DATABASE_URL`.
    package var name: String
    /// The literal that is used where the variable is not set; nil where there is none.
    package var defaultValue: String?
    /// Where it is read.
    package var place: FilePlace

    /// Makes a read.
    package init(name: String, defaultValue: String?, place: FilePlace) {
        self.name = name
        self.defaultValue = defaultValue
        self.place = place
    }
}
