import Workspace

/// What the names of a program reach, as far as types and makers show it.
struct GoConnections: Sendable {
    /// By `file:function:name` for what a function declares, by name for fields and package variables.
    private let families: [String: GoDriverFamily]

    /// Reads parameters, fields, variables and assignments of a program.
    init(_ program: GoProgram) {
        var families: [String: GoDriverFamily] = [:]
        for source in program.sources {
            let file = source.file
            for index in file.functions.indices {
                for parameter in file.parameters(of: file.functions[index]) {
                    guard let driver = GoDriver.of(type: parameter.type, in: file) else { continue }
                    families["\(source.path):\(index):\(parameter.name)"] = driver.family
                }
            }
            for field in file.structs.flatMap(\.fields) {
                guard let driver = GoDriver.of(type: field.type, in: file) else { continue }
                families[field.name] = families[field.name] ?? driver.family
            }
            for item in file.assignments {
                guard let name = item.names.first, let driver = GoDriver.of(assignment: item, in: source, program)
                else { continue }
                let last = String(name.split(separator: ".").last ?? "")
                if let function = item.function, item.isDeclaration {
                    families["\(source.path):\(function):\(name)"] = driver.family
                } else {
                    families[last] = families[last] ?? driver.family
                }
            }
        }
        self.families = families
    }

    /// What the receiver of a call reaches, such as `s.db`; nil where nothing shows it.
    func family(of receiver: String, at token: Int, in source: GoSource) -> GoDriverFamily? {
        let name = String(receiver.split(separator: ".").last ?? "")
        let function = source.file.function(ofToken: token).map(String.init) ?? "-"
        return families["\(source.path):\(function):\(receiver)"] ?? families[name]
    }
}

extension GoDriver {
    /// The driver of what an assignment gives: by its type, its maker, its literal, or what the function that it calls
    /// returns.
    static func of(assignment item: GoAssignment, in source: GoSource, _ program: GoProgram) -> GoDriver? {
        let file = source.file
        if let type = item.type { return of(type: file.text.string(in: type), in: file) }
        if let call = item.call {
            if let driver = of(maker: call, in: file) { return driver }
            for place in program.functions(called: call.callee, in: source).prefix(1) {
                let results = place.source.file.results(of: place.function)
                if let type = results.first { return of(type: type, in: place.source.file) }
            }
            return nil
        }
        return file.literals.first { item.value.contains($0.tokens.lowerBound) }.flatMap { literal in
            literal.tokens.lowerBound <= item.value.lowerBound + 1 ? of(literal: literal, in: file) : nil
        }
    }
}
