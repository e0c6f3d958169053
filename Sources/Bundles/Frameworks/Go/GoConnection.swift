import Workspace

/// A connection that code at some place of a program can use.
struct GoConnection: Sendable {
    /// How it is written there, such as `db` or `s.db`.
    var expression: String
    /// Its type.
    var driver: GoDriver
    /// The path under which its package is imported, with the major version.
    var importPath: String
    /// The package of the program that declares it as a variable at the top, and its import path where that is another
    /// package than that of the place; nil for what a function, a parameter or a field holds.
    var shared: Shared?
    /// The name of the database driver that it was opened with, such as `postgres`; nil where nothing shows it.
    var opener: String?

    /// A variable at the top of a package.
    struct Shared: Sendable {
        /// Import path of its package; nil for the package of the place.
        var importPath: String?
    }

    /// The type as a file without aliases writes it.
    var type: String {
        let package = GoImport.customaryName(of: importPath)
        return (driver.isPointer ? "*" : "") + package + "." + driver.type
    }
}

/// What is in scope at a token of a function (go.dev/ref/spec, "Declarations and scope").
struct GoScope: Sendable {
    private let program: GoProgram
    private let source: GoSource
    private let token: Int

    /// Levels of fields that are looked through: `s.store.db`.
    private static let fieldDepth = 2

    /// Looks from a token, which itself is not in scope.
    init(at token: Int, in source: GoSource, _ program: GoProgram) {
        self.program = program
        self.source = source
        self.token = token
    }

    /// Connections, those with the shortest way first: variables and parameters, fields, variables of the package,
    /// variables of imported packages.
    var connections: [GoConnection] {
        var found: [GoConnection] = []
        var typed: [GoTypedName] = []
        for item in visibleAssignments.reversed() {
            guard let name = item.names.first, name != "_" else { continue }
            if let driver = GoDriver.of(assignment: item, in: source, program) {
                if let connection = connection(name, driver, in: declaringSource(of: item)) {
                    found.append(with(item.call?.firstString, connection))
                }
            } else if let type = type(of: item) {
                typed.append(GoTypedName(name: name, type: type))
            }
        }
        let parameters = self.parameters
        for parameter in parameters {
            if let driver = GoDriver.of(type: parameter.type, in: source.file),
                let connection = connection(parameter.name, driver, in: source)
            {
                found.append(connection)
            }
        }
        for holder in typed + parameters { found += fields(of: holder, in: source, depth: 0) }
        found += packageVariables(program.package(of: source), prefix: "", GoConnection.Shared())
        for item in source.file.imports {
            guard let package = program.package(named: item.local, in: source) else { continue }
            found += packageVariables(package, prefix: item.local + ".", GoConnection.Shared(importPath: item.path))
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0.expression).inserted }
    }

    /// Declarations before the token in a block around it.
    private var visibleAssignments: [GoAssignment] {
        let file = source.file
        return file.assignments.filter { item in
            guard item.isDeclaration, item.function != nil else { return false }
            let statement = file.statements.statements[item.statement]
            guard statement.tokens.upperBound <= token, let block = statement.block,
                !file.tokens.isName(statement.tokens.lowerBound, in: ["if", "for", "switch", "select"])
            else { return false }
            return block < token && (file.tokens.partner(of: block) ?? 0) >= token
        }
    }

    /// Parameters and the receiver of the function around the token.
    private var parameters: [GoTypedName] {
        guard let index = source.file.function(ofToken: token) else { return [] }
        let function = source.file.functions[index]
        var names = source.file.parameters(of: function).filter { !$0.name.isEmpty && $0.name != "_" }
        if let receiver = source.file.receiverName(of: function), let type = function.receiver {
            names.insert(GoTypedName(name: receiver, type: "*" + type), at: 0)
        }
        return names
    }

    /// The struct type that an assignment gives: `&Server{…}`, or the first result of the function that it calls.
    private func type(of item: GoAssignment) -> String? {
        if let literal = source.file.literals.first(where: {
            item.value.contains($0.tokens.lowerBound) && $0.tokens.lowerBound <= item.value.lowerBound + 1
        }) {
            return literal.type
        }
        guard let call = item.call, item.value.lowerBound == call.tokens.lowerBound,
            let place = program.functions(called: call.callee, in: source).first,
            let type = place.source.file.results(of: place.function).first
        else { return nil }
        let package = call.receiver.isEmpty || type.contains(".") ? "" : call.receiver + "."
        return package + type.drop { $0 == "*" }
    }

    /// The file whose imports name the package of an assignment's type.
    private func declaringSource(of item: GoAssignment) -> GoSource {
        guard let call = item.call, GoDriver.of(maker: call, in: source.file) == nil,
            let place = program.functions(called: call.callee, in: source).first
        else { return source }
        return place.source
    }

    private func with(_ opener: String?, _ connection: GoConnection) -> GoConnection {
        var connection = connection
        connection.opener = opener
        return connection
    }

    private func connection(
        _ expression: String, _ driver: GoDriver, in source: GoSource, _ shared: GoConnection.Shared? = nil
    ) -> GoConnection? {
        let path = source.file.imports.first { GoProgram.matches($0.path, [driver.package]) }?.path
        return path.map {
            GoConnection(expression: expression, driver: driver, importPath: $0, shared: shared)
        }
    }
}

// MARK: - Fields and variables of packages

extension GoScope {
    private func fields(of holder: GoTypedName, in origin: GoSource, depth: Int) -> [GoConnection] {
        guard depth < Self.fieldDepth else { return [] }
        let type = String(holder.type.drop { $0 == "*" || $0 == "&" })
        let parts = type.split(separator: ".").map(String.init)
        guard let name = parts.last, parts.count <= 2 else { return [] }
        let package = parts.count == 2 ? program.package(named: parts[0], in: origin) : program.package(of: origin)
        let isForeign = package?.folder != RelativePath.folder(of: source.path)
        var found: [GoConnection] = []
        for declaring in package?.sources ?? [] {
            for field in declaring.file.structs.first(where: { $0.name == name })?.fields ?? [] {
                if isForeign, field.name.first?.isUppercase != true { continue }
                let expression = holder.name + "." + field.name
                if let driver = GoDriver.of(type: field.type, in: declaring.file) {
                    if let connection = connection(expression, driver, in: declaring) { found.append(connection) }
                } else {
                    found += fields(
                        of: GoTypedName(name: expression, type: field.type), in: declaring, depth: depth + 1)
                }
            }
        }
        return found
    }

    private func packageVariables(
        _ package: GoPackage?, prefix: String, _ shared: GoConnection.Shared
    ) -> [GoConnection] {
        var found: [GoConnection] = []
        for declaring in package?.sources ?? [] {
            for item in declaring.file.assignments where item.function == nil {
                guard let name = item.names.first, prefix.isEmpty || name.first?.isUppercase == true,
                    let driver = GoDriver.of(assignment: item, in: declaring, program),
                    let connection = connection(prefix + name, driver, in: declaring, shared)
                else { continue }
                found.append(with(item.call?.firstString, connection))
            }
        }
        return found
    }
}
