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
        let file = place.source.file
        for statement in file.statements.statements
        where file.tokens.isName(statement.tokens.lowerBound, "return")
            && place.function.body.contains(statement.tokens.lowerBound)
        {
            follow(statement.tokens.lowerBound + 1..<statement.tokens.upperBound, place.source, depth)
        }
    }
}

// MARK: - Names and fields

extension GoOrigins {
    private mutating func followName(_ token: Int, _ source: GoSource, _ depth: Int) {
        let file = source.file
        let name = file.tokens.spelling(token)
        let function = file.function(ofToken: token)
        let local = file.assignments.filter { $0.names.contains(name) && $0.function == function }
        for item in local { follow(item.value, source, depth + 1) }
        followFlagVariable(name, in: [source], depth)
        if !local.isEmpty { return }
        if let function, followParameter(name, GoFunctionPlace(source: source, index: function), depth) { return }
        for other in program.package(of: source)?.sources ?? [] {
            for item in other.file.assignments where item.names.contains(name) && item.function == nil {
                follow(item.value, other, depth + 1)
            }
        }
        followConstant(name, source, depth)
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

    /// `const port = "8080"`, single or in a group.
    private mutating func followConstant(_ name: String, _ source: GoSource, _ depth: Int) {
        for other in program.package(of: source)?.sources ?? [] {
            let tokens = other.file.tokens
            for statement in other.file.statements.statements {
                var first = statement.tokens.lowerBound
                let isGrouped = statement.block.map { tokens.isName($0 - 1, "const") } ?? false
                if tokens.isName(first, "const") { first += 1 } else if !isGrouped { continue }
                guard tokens.isName(first, name),
                    let equals = tokens.firstIndex(ofSymbol: "=", in: first..<statement.tokens.upperBound)
                else { continue }
                follow(equals + 1..<statement.tokens.upperBound, other, depth + 1)
            }
        }
    }

    /// A field of a struct: its tag, what literals and assignments give it, and flags that fill it.
    private mutating func followField(_ token: Int, _ source: GoSource, _ depth: Int) {
        let name = source.file.tokens.spelling(token)
        for other in program.sources {
            for field in other.file.structs.flatMap(\.fields) where field.name == name {
                guard let read = GoEnvironment.read(of: field, in: other) else { continue }
                variables.append(read)
                if let value = read.defaultValue { literals.append((value, read.place)) }
            }
            for element in other.file.literals.flatMap(\.elements) where element.name == name {
                follow(element.tokens, other, depth + 1)
            }
            for item in other.file.assignments where item.names.contains(where: { $0.hasSuffix("." + name) }) {
                follow(item.value, other, depth + 1)
            }
        }
        followFlagVariable("." + name, in: program.sources, depth)
    }

    /// `flag.StringVar(&addr, "addr", ":8080", "…")`.
    private mutating func followFlagVariable(_ name: String, in sources: [GoSource], _ depth: Int) {
        for source in sources {
            for site in source.file.calls where site.method.hasSuffix("Var") || site.method.hasSuffix("VarP") {
                guard let target = site.arguments.first?.value, let flag = Self.flag(site, in: source) else { continue }
                let text = source.file.text.string(in: target)
                guard name.hasPrefix(".") ? text.hasSuffix(name) : text == "&" + name else { continue }
                flags.append(flag)
                if let value = flag.defaultValue { literals.append((value, flag.place)) }
            }
        }
    }

    /// The flag that a call of package `flag`, or of pflag and cobra, defines (pkg.go.dev/flag).
    private static func flag(_ site: CallSite, in source: GoSource) -> VariableRead? {
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
