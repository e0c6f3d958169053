import Topology
import Workspace

/// The program of a package that serves, and where it listens.
struct GoServing: Sendable {
    /// The program.
    let program: GoProgram
    /// How it reads the environment.
    let environment: GoEnvironment
    /// The library that it serves with.
    let dialect: GoDialect
    /// The line that shows the framework.
    let place: FilePlace

    /// Finds the program of a package that serves with a library; nil where none does.
    init?(_ package: PackageContents, _ dialect: GoDialect) {
        var shown: FilePlace?
        let found = GoProgram.find(in: package) { program in
            shown = Self.serves(program, dialect)
            return shown != nil
        }
        guard let found, let shown else { return nil }
        program = found
        environment = GoEnvironment(found)
        self.dialect = dialect
        place = shown
    }

    /// Where it listens; nil where the code does not show it.
    var address: GoListeningAddress? {
        let expressions = program.sources.flatMap { source in
            Self.addresses(in: source, dialect).map { (source, $0) }
        }
        let found = expressions.map { GoListeningAddress(of: $0.1, in: $0.0, program, environment) }
        return found.first { $0.variable?.name == "PORT" }
            ?? found.first { $0.variable != nil || $0.flag != nil } ?? found.first { $0.port != nil }
    }

    /// The port that a listener without an address takes by itself.
    var customaryPort: (number: Int, place: FilePlace)? {
        guard let port = dialect.defaultPort else { return nil }
        for source in program.sources {
            if let site = source.file.calls.first(where: {
                dialect.listeners.contains($0.method) && $0.arguments.isEmpty && !$0.receiver.isEmpty
            }) {
                return (port, source.place(site.line))
            }
        }
        return nil
    }

    /// Whether the router takes `GET /path`: net/http does where go.mod has Go 1.22 or later.
    var patternsHaveMethods: Bool { dialect.hasPatterns && program.hasMethodPatterns }

    /// The folder of the program as `go build` takes it in the folder of the package.
    func target(in folder: String) -> String {
        let below = RelativePath.relative(program.entry.folder, to: folder)
        return below == "." ? "." : "./" + below
    }

    /// The line that shows that a program serves with a library.
    private static func serves(_ program: GoProgram, _ dialect: GoDialect) -> FilePlace? {
        guard program.imports(dialect.imports) else { return nil }
        var made: FilePlace?
        var served: FilePlace?
        for source in program.sources {
            served = served ?? servingLine(source, dialect)
            made = made ?? makingLine(source, dialect)
            if served != nil, !dialect.needsRouter || made != nil { break }
        }
        guard let served else { return nil }
        return !dialect.needsRouter ? served : made
    }

    private static func makingLine(_ source: GoSource, _ dialect: GoDialect) -> FilePlace? {
        let locals = source.file.imports.filter { GoProgram.matches($0.path, dialect.imports) }.map(\.local)
        let site = source.file.calls.first { dialect.routers.contains($0.method) && locals.contains($0.receiver) }
        return site.map { source.place($0.line) }
    }

    /// `http.ListenAndServe`, `http.Server{…}`, or a listener of the library.
    private static func servingLine(_ source: GoSource, _ dialect: GoDialect) -> FilePlace? {
        let file = source.file
        if let http = file.local(of: "net/http") {
            let methods: Set<String> = ["ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS"]
            if let site = file.calls(of: methods, on: http).first { return source.place(site.line) }
            if let literal = file.literals.first(where: { $0.type == http + ".Server" }) {
                return source.place(literal.line)
            }
        }
        guard file.imports.contains(where: { GoProgram.matches($0.path, dialect.imports) }) else { return nil }
        let site = file.calls.first { dialect.listeners.contains($0.method) && !$0.receiver.isEmpty }
        return site.map { source.place($0.line) }
    }

    /// The expressions that give a server its address in a file.
    private static func addresses(in source: GoSource, _ dialect: GoDialect) -> [Range<Int>] {
        let file = source.file
        var found: [Range<Int>] = []
        let http = file.local(of: "net/http")
        let net = file.local(of: "net")
        for site in file.calls {
            let isStandard = site.receiver == http && site.method.hasPrefix("ListenAndServe")
            if isStandard || (dialect.listeners.contains(site.method) && !site.receiver.isEmpty),
                let first = site.arguments.first
            {
                found.append(first.tokens)
            } else if site.receiver == net, site.method == "Listen", site.arguments.count == 2 {
                found.append(site.arguments[1].tokens)
            }
        }
        for literal in file.literals where http.map({ literal.type == $0 + ".Server" }) ?? false {
            found += literal.elements.filter { $0.name == "Addr" }.map(\.tokens)
        }
        found += file.assignments.filter { $0.names.count == 1 && $0.names[0].hasSuffix(".Addr") }.map(\.value)
        return found
    }
}
