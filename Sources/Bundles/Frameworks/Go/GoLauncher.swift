import Topology
import Workspace

/// Builds a program of Go and starts what was built.
struct GoLauncher: Sendable {
    /// The unit.
    let unit: DeployableUnit
    /// Its program.
    let serving: GoServing

    /// What the build leaves in the folder of the unit, in the private copy alone.
    private static let binary = ".infra-ws-bin"

    /// The compiled program, told its port by the variable or the flag that its code reads.
    func launch(on port: Int) -> LaunchCommand {
        let address = serving.address
        var environment = ["PORT": String(port)]
        var arguments = writtenArguments
        if let variable = address?.variable {
            environment[variable.name] = GoListeningAddress.value(for: variable, port: port)
        } else if let flag = address?.flag {
            arguments = Self.without(flag.name, arguments)
            arguments.append("-\(flag.name)=\(GoListeningAddress.value(for: flag, port: port))")
        }
        return LaunchCommand(
            "./" + Self.binary, arguments, in: unit.path, environment: environment,
            build: BuildCommand("go", ["build", "-o", Self.binary, serving.target(in: unit.path)], in: unit.path),
            typed: ["go", "run", serving.target(in: unit.path)] + arguments)
    }

    /// What the repository's own start command gives the program: `serve` of `app serve`.
    private var writtenArguments: [String] {
        let words = (unit.package.start ?? "").split(separator: " ").map(String.init)
        guard let first = words.first, !words.contains(where: { $0.contains { "$&|;<>`'\"".contains($0) } }) else {
            return []
        }
        guard first == "go" else { return Array(words.dropFirst()) }
        return words.dropFirst().first == "run" ? Array(words.dropFirst(2).drop { $0.hasPrefix("-") }.dropFirst()) : []
    }

    /// Arguments without a flag in any of its forms: `-port=1`, `--port 1`.
    private static func without(_ flag: String, _ arguments: [String]) -> [String] {
        var kept: [String] = []
        var isValue = false
        for argument in arguments {
            let name = argument.drop { $0 == "-" }
            if isValue {
                isValue = false
            } else if argument.hasPrefix("-"), name == flag {
                isValue = true
            } else if !(argument.hasPrefix("-") && name.hasPrefix(flag + "=")) {
                kept.append(argument)
            }
        }
        return kept
    }
}
