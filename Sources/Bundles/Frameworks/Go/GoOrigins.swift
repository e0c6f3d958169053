import Workspace

/// Where the value of an expression can come from.
struct GoOrigins: Sendable {
    /// Strings and numbers, with their places, the nearest first.
    private(set) var literals: [(text: String, place: FilePlace)] = []
    /// Variables of the environment.
    private(set) var variables: [VariableRead] = []
    /// Flags of the command line, without dashes, with the default.
    private(set) var flags: [VariableRead] = []

    private let program: GoProgram
    private let environment: GoEnvironment
    private var seen: Set<String> = []
    /// How many entries of the program's index were looked at; bounded by the program's size, whatever the expression.
    private(set) var visits = 0
    /// Expressions that may still be looked at, so that a large program costs no more than a small one.
    private var budget = 400

    /// Levels of names and calls that are followed.
    private static let maximumDepth = 8

    /// Follows the tokens of an expression.
    init(of expression: Range<Int>, in source: GoSource, _ program: GoProgram, _ environment: GoEnvironment) {
        self.program = program
        self.environment = environment
        follow(expression, source, 0)
    }

    private mutating func follow(_ expression: Range<Int>, _ source: GoSource, _ depth: Int) {
        guard depth < Self.maximumDepth, budget > 0,
            seen.insert("\(source.path):\(expression)").inserted
        else { return }
        budget -= 1
        let tokens = source.file.tokens
        var index = expression.lowerBound
        while index < expression.upperBound {
            if let text = tokens.stringValue(index) {
                literals.append((text, source.place(ofToken: index)))
            } else if tokens.kind(index) == .number {
                literals.append((tokens.spelling(index), source.place(ofToken: index)))
            } else if tokens.isName(index) {
                index = followPath(index, expression.upperBound, source, depth)
                continue
            }
            index += 1
        }
    }

    /// A path such as `cfg.Port` or `os.Getenv("PORT")` from its first name; returns the token after what was read.
    private mutating func followPath(_ start: Int, _ limit: Int, _ source: GoSource, _ depth: Int) -> Int {
        let tokens = source.file.tokens
        var last = start
        while last + 2 < limit, tokens.isSymbol(last + 1, "."), tokens.isName(last + 2) { last += 2 }
        guard tokens.isSymbol(last + 1, "("), last + 1 < limit, let site = tokens.call(at: last + 1) else {
            if last == start { followName(start, source, depth) } else { followField(last, source, depth) }
            return last + 1
        }
        if let read = environment.read(by: site, in: source) {
            variables.append(read)
            if let value = read.defaultValue { literals.append((value, read.place)) }
            return site.tokens.upperBound
        }
        if let flag = Self.flag(site, in: source) {
            flags.append(flag)
            if let value = flag.defaultValue { literals.append((value, flag.place)) }
            return site.tokens.upperBound
        }
        for place in program.functions(called: site.callee, in: source).prefix(2) {
            followReturns(of: place, depth + 1)
        }
        // The arguments are read next: `fmt.Sprintf(":%d", port)`, `net.JoinHostPort(host, port)`.
        return last + 2
    }

    private mutating func followReturns(of place: GoFunctionPlace, _ depth: Int) {
        guard isNew("returns \(place.key) \(depth)", depth) else { return }
        let file = place.source.file
        visits += file.statements.statements.count
        for statement in file.statements.statements
        where file.tokens.isName(statement.tokens.lowerBound, "return")
            && place.function.body.contains(statement.tokens.lowerBound)
        {
            follow(statement.tokens.lowerBound + 1..<statement.tokens.upperBound, place.source, depth)
        }
    }
}

// MARK: - Names and fields

/// Looking through the program once for each name of a huge expression, such as a command with its whole body, would
/// take time in proportion to the product of both.
extension GoOrigins {
    /// Whether something is still to be followed, and was not before at this depth.
    private mutating func isNew(_ key: String, _ depth: Int) -> Bool {
        depth < Self.maximumDepth && budget > 0 && seen.insert(key).inserted
    }
}

extension GoOrigins {
    private mutating func followName(_ token: Int, _ source: GoSource, _ depth: Int) {
        let file = source.file
        let name = file.tokens.spelling(token)
        let function = file.function(ofToken: token)
        guard isNew("name \(source.path) \(function ?? -1) \(name) \(depth)", depth) else { return }
        let local = file.assignments.filter { $0.names.contains(name) && $0.function == function }
        visits += file.assignments.count
        for item in local { follow(item.value, source, depth + 1) }
        followFlagVariable("&" + name, in: source.path)
        if !local.isEmpty { return }
        if let function, followParameter(name, GoFunctionPlace(source: source, index: function), depth) { return }
        let folder = RelativePath.folder(of: source.path)
        follow(program.index.variables[name] ?? [], in: folder, depth)
        follow(program.index.constants[name] ?? [], in: folder, depth)
    }

    private mutating func follow(_ values: [GoProgramIndex.TopLevelValue], in folder: String, _ depth: Int) {
        visits += values.count
        for item in values where item.folder == folder { follow(item.value, item.source, depth + 1) }
    }

    /// The arguments that callers pass for a parameter; false where the function has no such parameter.
    private mutating func followParameter(_ name: String, _ place: GoFunctionPlace, _ depth: Int) -> Bool {
        let parameters = place.source.file.parameters(of: place.function)
        guard let index = parameters.firstIndex(where: { $0.name == name }) else { return false }
        for (source, site) in program.callers(of: place).prefix(4) where site.arguments.indices.contains(index) {
            follow(site.arguments[index].tokens, source, depth + 1)
        }
        return true
    }

    /// A field of a struct: its tag, what literals and assignments give it, and flags that fill it.
    private mutating func followField(_ token: Int, _ source: GoSource, _ depth: Int) {
        let name = source.file.tokens.spelling(token)
        guard isNew("field \(name) \(depth)", depth) else { return }
        let uses = program.index.fieldUses[name] ?? []
        visits += uses.count
        for use in uses {
            switch use {
            case .tag(let read):
                variables.append(read)
                if let value = read.defaultValue { literals.append((value, read.place)) }
            case .value(let expression, let other): follow(expression, other, depth + 1)
            }
        }
        followFlagVariable("." + name, in: nil)
    }

    /// `flag.StringVar(&addr, "addr", ":8080", "…")`, in one file or in all.
    private mutating func followFlagVariable(_ target: String, in path: String?) {
        let found = program.index.flagVariables[target] ?? []
        visits += found.count
        for item in found where path == nil || item.path == path {
            flags.append(item.flag)
            if let value = item.flag.defaultValue { literals.append((value, item.flag.place)) }
        }
    }

    /// The flag that a call of package `flag`, or of pflag and cobra, defines (pkg.go.dev/flag).
    static func flag(_ site: CallSite, in source: GoSource) -> VariableRead? {
        let kinds: Set<String> = ["String", "Int", "Uint", "StringP", "IntP", "UintP"]
        var method = site.method
        var position = 0
        for ending in ["VarP", "Var"] where method.hasSuffix(ending) {
            method = String(method.dropLast(ending.count)) + (ending == "VarP" ? "P" : "")
            position = 1
            break
        }
        guard kinds.contains(method), !site.receiver.isEmpty, site.arguments.count > position + 1,
            let name = site.arguments[position].stringValue
        else { return nil }
        let value = position + (method.hasSuffix("P") ? 2 : 1)
        guard site.arguments.indices.contains(value) else { return nil }
        let tokens = source.file.tokens
        let argument = site.arguments[value]
        let isNumber = argument.tokens.count == 1 && tokens.kind(argument.tokens.lowerBound) == .number
        return VariableRead(
            name: name,
            defaultValue: argument.stringValue ?? (isNumber ? tokens.spelling(argument.tokens.lowerBound) : nil),
            place: source.place(site.line))
    }
}
