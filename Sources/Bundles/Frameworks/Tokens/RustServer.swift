import Topology
import Workspace

/// A program of Rust that serves with a crate.
struct RustServer: Sendable {
    /// Files of the crate.
    let sources: TokenSources
    /// The line that shows the framework.
    let place: FilePlace

    /// Finds a program whose code calls what makes a server; nil for a library, and where the crate is only declared.
    ///
    /// - Parameters:
    ///   - package: The package to look in.
    ///   - crate: The crate's name in its registry.
    ///   - makers: Ends of callees that make a server, such as `axum.serve`.
    init?(_ package: PackageContents, crate: String, makers: [String]) {
        guard package.dependency(crate, in: .rust) != nil, Self.isProgram(package) else { return nil }
        let sources = TokenSources(package, "rust")
        let module = crate.replacing("-", with: "_")
        let found = sources.first { site in
            makers.contains { site.callee == $0 || site.callee.hasSuffix("." + $0) }
        }
        let names = sources.files.contains { file in
            file.imports(module) || file.calls.calls.contains { $0.callee.hasPrefix(module + ".") }
                || file.calls.annotations.contains { $0.name.hasPrefix(module) }
        }
        guard let found, names else { return nil }
        self.sources = sources
        place = found.file.place(found.site.line)
    }

    /// Cargo's own places for programs, and `[[bin]]` (doc.rust-lang.org/cargo, "Target auto-discovery").
    private static func isProgram(_ package: PackageContents) -> Bool {
        if package.has("src/main.rs") { return true }
        let below = package.paths.map { RelativePath.relative($0, to: package.path) }
        return below.contains { $0.hasPrefix("src/bin/") && $0.hasSuffix(".rs") }
    }

    /// The address that a listener is bound to: `"0.0.0.0:3000"`, `("0.0.0.0", 3000)`, `([0, 0, 0, 0], 3000)`.
    var port: (number: Int, place: FilePlace)? {
        for file in sources.files {
            let binds = file.calls.calls.contains { ["bind", "serve", "from"].contains($0.method) }
            guard binds else { continue }
            let tokens = file.calls.tokens
            for index in tokens.tokens.indices {
                if let text = tokens.stringValue(index), let port = Self.port(in: text) {
                    return (port, file.place(tokens.line(index)))
                }
                let isPair = tokens.isSymbol(index - 1, ",") && tokens.isSymbol(index + 1, ")")
                let host = tokens.stringValue(index - 2).map(Self.isHost) ?? tokens.isSymbol(index - 2, "]")
                if isPair, host, let port = Int(tokens.spelling(index)), (80...65535).contains(port) {
                    return (port, file.place(tokens.line(index)))
                }
            }
        }
        return nil
    }

    private static func isHost(_ text: String) -> Bool {
        ["0.0.0.0", "127.0.0.1", "localhost", "::", "[::]", "::1"].contains(text)
    }

    private static func port(in text: String) -> Int? {
        guard let colon = text.lastIndex(of: ":"), isHost(String(text[..<colon])) else { return nil }
        return Int(text[text.index(after: colon)...]).flatMap { (1...65535).contains($0) ? $0 : nil }
    }

    /// Routes of attributes such as `#[get("/health")]`, below what mounts or scopes their function.
    func attributeRoutes(mounters: Set<String>) -> [HealthRoute] {
        sources.files.flatMap { file in
            file.calls.annotations.compactMap { annotation -> HealthRoute? in
                guard annotation.name.split(separator: ":").last == "get", let path = annotation.call?.firstString,
                    let handler = Self.function(after: annotation.token, in: file.calls.tokens)
                else { return nil }
                let prefix = self.prefix(of: handler, mounters: mounters)
                return HealthRoute(path: TokenSources.join(prefix, path), place: file.place(annotation.line))
            }
        }
    }

    /// Routes of calls such as `.route("/health", get(handler))`, below what nests their function.
    func callRoutes(_ methods: Set<String>, nesters: Set<String>) -> [HealthRoute] {
        sources.files.flatMap { file in
            file.calls.calls(ofMethods: methods).compactMap { site -> HealthRoute? in
                guard let path = site.firstString, path.hasPrefix("/") else { return nil }
                let answers = site.arguments.dropFirst().contains { argument in
                    argument.tokens.contains { file.calls.tokens.isName($0, in: ["get", "any", "get_service"]) }
                }
                guard answers || site.arguments.count == 1 else { return nil }
                let function = Self.function(around: site.opener, in: file.calls.tokens)
                let prefix = function.map { self.prefix(of: $0, mounters: nesters) } ?? ""
                return HealthRoute(path: TokenSources.join(prefix, path), place: file.place(site.line))
            }
        }
    }

    /// The first argument of the call that names a function beside a path: `nest("/api", routes())`,
    /// `mount("/api", routes![health])`, `scope("/api").service(health)`.
    private func prefix(of function: String, mounters: Set<String>) -> String {
        for file in sources.files {
            let tokens = file.calls.tokens
            for site in file.calls.calls(ofMethods: mounters) {
                guard let path = site.firstString else { continue }
                var end = site.tokens.upperBound
                while site.method == "scope", tokens.isSymbol(end, "."), tokens.isSymbol(end + 2, "("),
                    let close = tokens.partner(of: end + 2)
                {
                    end = close + 1
                }
                let names = (site.opener..<end).contains { index in
                    tokens.isName(index) && tokens.spelling(index) == function
                }
                if names { return path }
            }
        }
        return ""
    }

    private static func function(after token: Int, in tokens: SourceTokens) -> String? {
        (token..<token + 64).first { tokens.isName($0, "fn") }.map { tokens.spelling($0 + 1) }
    }

    private static func function(around token: Int, in tokens: SourceTokens) -> String? {
        var index = token
        while index > 0 {
            index -= 1
            guard tokens.isName(index, "fn"), tokens.isName(index + 1) else { continue }
            let brace = tokens.firstIndex(ofSymbol: "{", in: index..<token)
            if let brace, let close = tokens.partner(of: brace), close > token { return tokens.spelling(index + 1) }
        }
        return nil
    }

    /// What a framework found.
    func match(_ id: String, defaultPort: Int?, routes: [HealthRoute]) -> FrameworkMatch {
        var evidence = [
            Evidence("framework", id, at: place), Evidence("start", "cargo run --release", at: place),
        ]
        if let port { evidence.append(Evidence("port", String(port.number), at: port.place)) }
        return FrameworkMatch(
            type: .backend, confidence: 85, evidence: evidence, start: "cargo run --release",
            port: port?.number ?? defaultPort, health: TokenSources.likeliest(routes))
    }
}
