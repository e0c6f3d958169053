/// A parsed Dockerfile.
package struct Dockerfile: Sendable {
    /// Path relative to the root.
    package var path: String
    /// The `ARG` instructions before the first `FROM`.
    package var globalArguments: [DockerfileInstruction] = []
    /// The stages in the order of the file; at least one.
    package var stages: [DockerfileStage] = []
    /// Where each line starts.
    package var lines: LineIndex

    /// The place of an instruction.
    package func place(of instruction: DockerfileInstruction) -> FilePlace {
        lines.place(of: instruction.span.lowerBound, in: path)
    }
}

/// One stage of a Dockerfile: from a `FROM` to the next.
package struct DockerfileStage: Sendable {
    /// The image or the earlier stage behind `FROM`, variables resolved as far as they are known.
    package var image: String
    /// The name behind `AS`.
    package var name: String?
    /// All instructions, the `FROM` first.
    package var instructions: [DockerfileInstruction]
}

/// How a container is started.
package enum DockerfileCommand: Sendable, Hashable {
    /// The exec form: a program and its arguments.
    case exec([String])
    /// The shell form: a line for `/bin/sh -c`.
    case shell(String)
}

extension Dockerfile {
    /// The stage that is built when none is named: the last one.
    package var finalStage: DockerfileStage? { stages.last }

    /// The instructions that shape the image of the last stage: its own, behind those of the stages that it is built
    /// from.
    package var finalInstructions: [DockerfileInstruction] {
        var index = stages.indices.last
        var lineage: [Int] = []
        while let stage = index {
            lineage.append(stage)
            index = parent(of: stage)
        }
        return lineage.reversed().flatMap { stages[$0].instructions }
    }

    /// The ports of the final image, in the order in which they are exposed, each once. Ranges give each port;
    /// variables are resolved from `ENV` and the defaults of `ARG`.
    package var exposedPorts: [Int] {
        let variables = finalVariables
        var ports: [Int] = []
        var known = Set<Int>()
        for instruction in finalInstructions where instruction.keyword == "EXPOSE" {
            for word in DockerfileWords.split(DockerfileWords.expand(instruction.arguments, variables)) {
                let number = word.prefix { $0 != "/" }.split(separator: "-").compactMap { Int($0) }
                guard let first = number.first, let last = number.last, first <= last, last <= 65535, first > 0 else {
                    continue
                }
                for port in first...last where known.insert(port).inserted { ports.append(port) }
            }
        }
        return ports
    }

    /// The last `HEALTHCHECK` of the final image; absent if there is none, or if it is `HEALTHCHECK NONE`.
    package var healthcheck: DockerfileInstruction? {
        guard let last = finalInstructions.last(where: { $0.keyword == "HEALTHCHECK" }) else { return nil }
        return last.arguments.uppercased() == "NONE" ? nil : last
    }

    /// The last `CMD` of the final image.
    package var command: DockerfileCommand? { lastCommand("CMD") }

    /// The last `ENTRYPOINT` of the final image.
    package var entrypoint: DockerfileCommand? { lastCommand("ENTRYPOINT") }

    /// The working directory of the final image, relative ones joined to those before; absent without `WORKDIR`.
    package var workingDirectory: String? {
        let variables = finalVariables
        var directory: String?
        for instruction in finalInstructions where instruction.keyword == "WORKDIR" {
            let next = DockerfileWords.split(DockerfileWords.expand(instruction.arguments, variables)).joined(
                separator: " ")
            directory = next.hasPrefix("/") ? next : (directory ?? "") + "/" + next
        }
        return directory
    }

    /// The environment of the final image: what `ENV` sets, and the defaults of `ARG` where nothing sets them.
    package var finalVariables: [String: String] {
        var variables: [String: String] = [:]
        var isSet = Set<String>()
        let globals = Self.defaults(globalArguments)
        for instruction in finalInstructions where instruction.keyword == "ARG" || instruction.keyword == "ENV" {
            // All values of one instruction see the variables before it.
            let before = variables
            for (name, value) in instruction.assignments {
                if instruction.keyword == "ENV" {
                    isSet.insert(name)
                } else if isSet.contains(name) {
                    continue
                }
                guard let value = value ?? globals[name] else { continue }
                variables[name] = DockerfileWords.expand(value, before)
            }
        }
        return variables
    }

    /// The defaults of `ARG` instructions.
    static func defaults(_ instructions: [DockerfileInstruction]) -> [String: String] {
        var defaults: [String: String] = [:]
        for (name, value) in instructions.flatMap(\.assignments) {
            if let value { defaults[name] = DockerfileWords.expand(value, defaults) }
        }
        return defaults
    }

    /// The earlier stage that a stage is built from.
    private func parent(of index: Int) -> Int? {
        let image = stages[index].image
        return stages[..<index].lastIndex { $0.name?.lowercased() == image.lowercased() }
    }

    private func lastCommand(_ keyword: String) -> DockerfileCommand? {
        guard let last = finalInstructions.last(where: { $0.keyword == keyword }) else { return nil }
        return last.command
    }
}
