import Workspace

/// How a program reads variables of the environment: `os.Getenv`, `os.LookupEnv`, functions of its own around them, and
/// tags of structs that a library fills.
struct GoEnvironment: Sendable {
    /// A function of the program that reads the variable whose name it is given.
    private struct Helper: Sendable {
        /// The index of the parameter with the name.
        var name: Int
        /// The index of the parameter with the default; nil where it has none.
        var fallback: Int?
    }

    private let program: GoProgram
    private let helpers: [String: Helper]

    /// Finds the helpers of a program.
    init(_ program: GoProgram) {
        self.program = program
        helpers = Self.helpers(of: program)
    }

    /// Every read, sorted by place; one for each variable and line.
    var reads: [VariableRead] {
        var reads: [VariableRead] = []
        for source in program.sources {
            reads += source.file.calls.compactMap { read(by: $0, in: source) }
            reads += source.file.structs.flatMap(\.fields).compactMap { Self.read(of: $0, in: source) }
        }
        var seen: Set<VariableRead> = []
        return reads.filter { seen.insert($0).inserted }.sorted { ($0.place, $0.name) < ($1.place, $1.name) }
    }

    /// The variable that a call reads; nil where it reads none, or one whose name is no literal.
    func read(by site: CallSite, in source: GoSource) -> VariableRead? {
        if Self.isStandardRead(site, in: source.file) {
            guard let name = site.firstString else { return nil }
            return VariableRead(
                name: name, defaultValue: fallback(of: site, in: source.file), place: source.place(site.line))
        }
        guard let helper = helper(called: site, in: source), site.arguments.indices.contains(helper.name),
            let name = site.arguments[helper.name].stringValue
        else { return nil }
        let fallback = helper.fallback.flatMap { index in
            site.arguments.indices.contains(index) ? Self.literal(site.arguments[index], in: source.file) : nil
        }
        return VariableRead(name: name, defaultValue: fallback, place: source.place(site.line))
    }

    /// The variable that the tag of a field names: caarlos0/env and sethvargo/go-envconfig have `env`,
    /// kelseyhightower/envconfig has `envconfig`; defaults stand in `envDefault`, `default` or behind a comma.
    static func read(of field: GoStruct.Field, in source: GoSource) -> VariableRead? {
        guard let label = field.label,
            let value = tag("env", in: label) ?? tag("envconfig", in: label)
        else { return nil }
        let parts = value.split(separator: ",", omittingEmptySubsequences: false).map { part in
            part.drop { $0 == " " }
        }
        guard let name = parts.first, !name.isEmpty, name != "-" else { return nil }
        let inline = parts.dropFirst().first { $0.hasPrefix("default=") }.map { String($0.dropFirst(8)) }
        return VariableRead(
            name: String(name), defaultValue: tag("envDefault", in: label) ?? tag("default", in: label) ?? inline,
            place: source.place(field.line))
    }

    /// The value of a key in the tag of a field (pkg.go.dev/reflect, "StructTag").
    private static func tag(_ key: String, in label: String) -> String? {
        guard let start = (" " + label).firstRange(of: " \(key):\"") else { return nil }
        // The added space stands before the label: the same distance is one character less in it.
        let distance = (" " + label).distance(from: (" " + label).startIndex, to: start.upperBound) - 1
        return String(label.dropFirst(distance).prefix { $0 != "\"" })
    }

    private static func isStandardRead(_ site: CallSite, in file: GoFile) -> Bool {
        guard site.method == "Getenv" || site.method == "LookupEnv", let os = file.local(of: "os") else { return false }
        return site.receiver == os
    }

    /// A string or a number.
    private static func literal(_ argument: CallArgument, in file: GoFile) -> String? {
        if let text = argument.stringValue { return text }
        guard argument.tokens.count == 1, file.tokens.kind(argument.tokens.lowerBound) == .number else { return nil }
        return file.tokens.spelling(argument.tokens.lowerBound)
    }
}

// MARK: - Defaults

extension GoEnvironment {
    /// `cmp.Or(os.Getenv("X"), "y")`, or `x := os.Getenv("X")` with a later `if x == "" { x = "y" }`.
    private func fallback(of site: CallSite, in file: GoFile) -> String? {
        let direct = file.environmentReads.first { $0.range == site.range }?.defaultValue
        if let direct { return direct }
        guard let variable = file.assignments.first(where: { $0.call?.range == site.range }),
            let name = variable.names.first
        else { return nil }
        let later = file.assignments.first { item in
            guard item.function == variable.function, item.names == [name], item.line > variable.line,
                let parent = file.statements.statements[item.statement].parent
            else { return false }
            let condition = file.statements.statements[parent].tokens.lowerBound
            return file.tokens.isName(condition, "if")
                && (condition..<condition + 12).contains { file.tokens.isName($0, name) }
        }
        return later.flatMap { $0.value.count == 1 ? file.tokens.stringValue($0.value.lowerBound) : nil }
    }

    /// How often helpers of helpers are followed.
    private static let rounds = 3

    private static func helpers(of program: GoProgram) -> [String: Helper] {
        var found: [String: Helper] = [:]
        for _ in 0..<rounds {
            let before = found.count
            for source in program.sources {
                for index in source.file.functions.indices {
                    let place = GoFunctionPlace(source: source, index: index)
                    guard found[place.key] == nil, let helper = helper(place, program, found) else { continue }
                    found[place.key] = helper
                }
            }
            if found.count == before { break }
        }
        return found
    }

    private static func helper(
        _ place: GoFunctionPlace, _ program: GoProgram, _ known: [String: Helper]
    ) -> Helper? {
        let file = place.source.file
        let parameters = file.parameters(of: place.function)
        guard !parameters.isEmpty else { return nil }
        for site in file.calls where place.function.body.contains(site.opener) {
            let position =
                isStandardRead(site, in: file)
                ? 0
                : program.functions(called: site.callee, in: place.source).lazy.compactMap { known[$0.key]?.name }.first
            guard let position, site.arguments.indices.contains(position),
                site.arguments[position].tokens.count == 1,
                let index = parameters.firstIndex(where: {
                    $0.name == file.tokens.spelling(site.arguments[position].tokens.lowerBound)
                })
            else { continue }
            return Helper(name: index, fallback: parameters.indices.first { $0 > index })
        }
        return nil
    }

    private func helper(called site: CallSite, in source: GoSource) -> Helper? {
        if helpers.isEmpty { return nil }
        return program.functions(called: site.callee, in: source).lazy.compactMap { helpers[$0.key] }.first
    }
}
