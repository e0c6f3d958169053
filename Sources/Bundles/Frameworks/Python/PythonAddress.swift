import Topology
import Workspace

/// Where the code of a package gets the address of a datastore from, as an expression for new code.
struct PythonAddress: Sendable, Hashable {
    /// The expression, such as `os.environ["DATABASE_URL"]` or `settings.database_url`.
    var expression: String
    /// The name that the expression needs from the package; nil where it needs `os` alone.
    var symbol: PythonSymbol?
    /// Where the code reads it.
    var place: FilePlace

    /// Endings of the names that hold a whole address, by what they lead to.
    private static let databaseEndings: [String] = [
        "DATABASE_URL", "DATABASE_URI", "DATABASE_DSN", "POSTGRES_URL", "POSTGRES_URI", "POSTGRES_DSN",
        "POSTGRESQL_URL",
        "PG_URL", "PG_DSN", "DB_URL", "DB_URI", "DB_DSN",
    ]
    private static let cacheEndings: [String] = [
        "REDIS_URL", "REDIS_URI", "REDIS_DSN", "VALKEY_URL", "VALKEY_URI", "CACHE_URL", "KV_URL",
    ]
    private static let fileEndings: [String] = [
        "DATABASE_PATH", "SQLITE_PATH", "DB_PATH", "DB_FILE", "DATABASE_FILE", "SQLITE_FILE",
    ]

    /// The address of an engine; nil where no read of the code is known to hold it.
    static func find(for engine: String, in sources: PythonSources) -> PythonAddress? {
        let endings: [String]
        switch engine {
        case "redis", "valkey": endings = cacheEndings
        case "sqlite": endings = fileEndings
        default: endings = databaseEndings
        }
        let reads = sources.environmentReads
        for ending in endings {
            guard let read = reads.first(where: { $0.name.uppercased().hasSuffix(ending) }) else { continue }
            return address(read, sources)
        }
        return nil
    }

    private static func address(_ read: VariableRead, _ sources: PythonSources) -> PythonAddress {
        if let field = settingsField(read, sources) { return field }
        let name = PythonText.quoted(read.name)
        let fallback = read.defaultValue.map { ", " + PythonText.quoted($0) }
        return PythonAddress(
            expression: fallback.map { "os.environ.get(\(name)\($0))" } ?? "os.environ[\(name)]", symbol: nil,
            place: read.place)
    }

    /// `settings.database_url` where the read is a field of a settings class that has an instance.
    private static func settingsField(_ read: VariableRead, _ sources: PythonSources) -> PythonAddress? {
        guard let module = sources.module(read.place.path), let line = read.place.line,
            let type = module.classes.first(where: { type in
                module.isSettings(type) && module.assignments(in: type.body).contains { $0.line == line }
            }),
            let field = module.assignments(in: type.body).first(where: { $0.line == line })
        else { return nil }
        let owner = PythonSymbol(path: read.place.path, name: type.name)
        for path in sources.paths(containing: [type.name + "("]) {
            guard let holder = sources.module(path) else { continue }
            let instance = holder.assignments.first { assignment in
                assignment.function == nil && !holder.isInClass(assignment.statement)
                    && assignment.call.map { sources.symbol($0.callee, in: path) == owner } ?? false
            }
            guard let instance else { continue }
            return PythonAddress(
                expression: "str(\(instance.target).\(field.target))",
                symbol: PythonSymbol(path: path, name: instance.target), place: read.place)
        }
        return nil
    }
}

/// Text of the repository as Python source.
enum PythonText {
    /// A string literal; what could end it or start an escape is escaped.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A name made of a component's key: `api-mysql` is `api_mysql`.
    static func identifier(_ key: String) -> String {
        let letters = key.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        let name = String(letters)
        return name.first.map { $0.isNumber } ?? true ? "part_" + name : name
    }
}
