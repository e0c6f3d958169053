import Workspace

/// What the files of a program declare and use, by name: each file is looked through once, however often somebody asks.
///
/// Every list is in the order of the files, the entry first, and within a file in the order in which it stands there.
struct GoProgramIndex: Sendable {
    /// What gives the fields of a name their value.
    enum FieldUse: Sendable {
        /// A variable of the environment that the tag of a field names.
        case tag(VariableRead)
        /// An expression of a literal or assignment.
        case value(Range<Int>, GoSource)
    }

    /// An expression that a name at the top of a package is given.
    struct TopLevelValue: Sendable {
        /// The folder of the package.
        var folder: String
        /// The tokens of the expression.
        var value: Range<Int>
        /// The file.
        var source: GoSource
    }

    /// A variable that a flag of the command line fills.
    struct FlagVariable: Sendable {
        /// The flag with its default.
        var flag: VariableRead
        /// The path of the file that defines it.
        var path: String
    }

    /// All functions by name.
    private(set) var functions: [String: [GoFunctionPlace]] = [:]
    /// All calls by the last name of what is called.
    private(set) var calls: [String: [(source: GoSource, site: CallSite)]] = [:]
    /// What gives fields their value, by the field's name.
    private(set) var fieldUses: [String: [FieldUse]] = [:]
    /// What is assigned at the top of packages, by name.
    private(set) var variables: [String: [TopLevelValue]] = [:]
    /// Constants at the top of packages and in functions, by name.
    private(set) var constants: [String: [TopLevelValue]] = [:]
    /// Variables that flags fill: `&addr` by the whole text, fields by `.` and their name.
    private(set) var flagVariables: [String: [FlagVariable]] = [:]

    /// Indexes the files of some packages.
    init(_ packages: [GoPackage]) {
        for package in packages {
            for source in package.sources {
                addFunctions(source)
                addCalls(source)
                addFields(source)
                addTopLevel(source, folder: package.folder)
            }
        }
    }

    private mutating func addFunctions(_ source: GoSource) {
        for (index, function) in source.file.functions.enumerated() {
            functions[function.name, default: []].append(GoFunctionPlace(source: source, index: index))
        }
    }

    private mutating func addCalls(_ source: GoSource) {
        for site in source.file.calls {
            let method = site.method
            calls[method, default: []].append((source, site))
            guard method.hasSuffix("Var") || method.hasSuffix("VarP"), let target = site.arguments.first?.value,
                let flag = GoOrigins.flag(site, in: source)
            else { continue }
            let text = source.file.text.string(in: target)
            let dot = text.utf8.lastIndex(of: UInt8(ascii: "."))
            flagVariables[dot.map { String(text[$0...]) } ?? text, default: []].append(
                FlagVariable(flag: flag, path: source.path))
        }
    }

    private mutating func addFields(_ source: GoSource) {
        let file = source.file
        for field in file.structs.lazy.flatMap(\.fields) {
            guard let read = GoEnvironment.read(of: field, in: source) else { continue }
            fieldUses[field.name, default: []].append(.tag(read))
        }
        for element in file.literals.lazy.flatMap(\.elements) {
            guard let name = element.name else { continue }
            fieldUses[name, default: []].append(.value(element.tokens, source))
        }
        for item in file.assignments {
            for name in item.names {
                guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { continue }
                fieldUses[String(name[name.index(after: dot)...]), default: []].append(.value(item.value, source))
            }
        }
    }

    private mutating func addTopLevel(_ source: GoSource, folder: String) {
        let tokens = source.file.tokens
        for item in source.file.assignments where item.function == nil {
            for name in item.names {
                variables[name, default: []].append(TopLevelValue(folder: folder, value: item.value, source: source))
            }
        }
        for statement in source.file.statements.statements {
            var first = statement.tokens.lowerBound
            let isGrouped = statement.block.map { tokens.isName($0 - 1, "const") } ?? false
            if tokens.isName(first, "const") { first += 1 } else if !isGrouped { continue }
            guard tokens.isName(first),
                let equals = tokens.firstIndex(ofSymbol: "=", in: first..<statement.tokens.upperBound)
            else { continue }
            constants[tokens.spelling(first), default: []].append(
                TopLevelValue(folder: folder, value: equals + 1..<statement.tokens.upperBound, source: source))
        }
    }
}
