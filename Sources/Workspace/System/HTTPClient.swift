/// Asks servers with `curl`, which brings TLS, proxies and HTTP/2.
///
/// Everything goes to it as a configuration on standard input, so that neither an address with a token in it nor a
/// header is ever on a command line, where every user of the machine could read it. The user's `~/.curlrc` does not
/// count, redirects are not followed, and servers on this machine are never asked through a proxy.
package struct HTTPClient: Sendable {
    /// The variables that curl itself reads: proxies and certificates.
    private static let variables: Set<String> = [
        "PATH", "HOME", "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE",
    ]

    private let runner: any ToolRunner
    private let environment: [String: String]

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - runner: Who starts curl.
    ///   - variables: The user's environment; only what curl reads is taken from it.
    package init(runner: any ToolRunner, variables: [String: String] = UserEnvironment.current) {
        self.runner = runner
        environment = variables.filter { Self.variables.contains($0.key) }
    }

    /// Asks for an address with GET.
    ///
    /// - Throws: What `send` throws.
    package func get(
        _ url: String, headers: [HTTPHeader] = [], interface: String? = nil, timeLimit: Duration = .seconds(10)
    ) async throws(Diagnostic) -> HTTPAnswer {
        try await send(
            HTTPRequest("GET", url, headers: headers, interface: interface, timeLimit: timeLimit))
    }

    /// Asks a server once.
    ///
    /// - Throws: `http-refused`, `http-timeout`, `http-unknown-host`, `http-certificate` or `http-failed` when there is
    ///   no answer; `tool-not-found` without curl.
    package func send(_ request: HTTPRequest) async throws(Diagnostic) -> HTTPAnswer {
        let options = ["include", "suppress-connect-headers"] + Self.options(of: request)
        let result = try await curl(
            options + [Self.option("url", request.url), #"write-out = "%{stderr}\n%{time_total}""#],
            timeLimit: request.timeLimit)
        guard result.isSuccess else { throw .noAnswer(request, result) }
        let seconds = result.errors.split(separator: "\n").last.flatMap { Double($0) }
        guard let answer = HTTPAnswer(message: result.standardOutput, seconds: seconds ?? 0) else {
            throw .noAnswer(request, result)
        }
        return answer
    }

    /// Asks a server the same thing many times over as few connections as it allows, one after the other.
    ///
    /// - Parameters:
    ///   - request: What to ask; its time limit counts for each.
    ///   - count: How often.
    /// - Returns: The status codes in order; 0 where there was no answer.
    /// - Throws: What `send` throws, if there was no answer at all.
    package func statuses(of request: HTTPRequest, count: Int) async throws(Diagnostic) -> [Int] {
        var options = Self.options(of: request) + [#"write-out = "%{http_code}\n""#]
        for _ in 0..<count { options += [Self.option("url", request.url), #"output = "/dev/null""#] }
        let result = try await curl(options, timeLimit: request.timeLimit * count)
        let codes = result.output.split(separator: "\n").compactMap { Int($0) }
        guard codes.contains(where: { $0 > 0 }) else { throw .noAnswer(request, result) }
        return codes
    }

    private func curl(_ options: [String], timeLimit: Duration) async throws(Diagnostic) -> ToolResult {
        let text = options.joined(separator: "\n") + "\n"
        // `--disable` has to be the first argument to count (curl(1)).
        return try await runner.run(
            ToolCommand(
                "curl", ["--disable", "--config", "-"], in: "/", environment: environment,
                timeLimit: timeLimit + .seconds(5), input: Array(text.utf8)))
    }
}

// MARK: - curl's configuration

extension HTTPClient {
    /// The lines for everything but the address.
    private static func options(of request: HTTPRequest) -> [String] {
        var lines = ["silent", "show-error", "globoff", option("proto", "=http,https")]
        lines.append(option("max-time", seconds(request.timeLimit)))
        if request.method == "HEAD" { lines.append("head") } else { lines.append(option("request", request.method)) }
        for header in request.headers {
            // A field without a value is written with a semicolon, or curl would take it for one to leave out.
            let text = header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
            lines.append(option("header", text))
        }
        if let body = request.body { lines.append(option("data-raw", body)) }
        if let interface = request.interface { lines.append(option("interface", interface)) }
        if isLoopback(request.url) { lines.append(option("noproxy", "*")) }
        return lines
    }

    /// One line of a configuration, quoted the way curl(1) describes for `--config`.
    static func option(_ name: String, _ value: String) -> String {
        var line = "\(name) = \""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": line += "\\\\"
            case "\"": line += "\\\""
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            case "\u{0B}": line += "\\v"
            case "\0": break
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line + "\""
    }

    /// Whether an address is on this machine.
    static func isLoopback(_ url: String) -> Bool {
        guard let start = url.firstRange(of: "://")?.upperBound else { return false }
        let authority = url[start...].prefix { !"/?#\\".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? authority
        if host.hasPrefix("[") { return host.hasPrefix("[::1]") }
        let name = host.prefix { $0 != ":" }.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") { return true }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }

    /// Whole and thousandth seconds with a point, whatever the locale.
    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = max(
            1, duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000)
        let fraction = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}

extension Diagnostic {
    /// The codes are curl's exit codes (curl(1), EXIT CODES).
    fileprivate static func noAnswer(_ request: HTTPRequest, _ result: ToolResult) -> Diagnostic {
        // The query and the name before the host may hold a token.
        let address = HTTPClient.shortened(request.url)
        switch result.status {
        case .exited(6), .exited(5):
            return .error("http-unknown-host", "`\(address)` has no address", remedy: "check the name and the network")
        case .exited(7):
            return .error("http-refused", "`\(address)` refused the connection", remedy: "check that it is running")
        case .exited(28), .timedOut:
            return .error("http-timeout", "`\(address)` gave no answer in time", remedy: "raise `--timeout`")
        case .exited(35), .exited(51), .exited(58), .exited(60), .exited(77):
            return .error("http-certificate", "`\(address)` has no certificate that is trusted", remedy: "renew it")
        default:
            return .error(
                "http-failed", "`\(address)` gave no HTTP answer (\(result.status))", remedy: "check what listens there"
            )
        }
    }
}

extension HTTPClient {
    /// An address without user, password, query and fragment, for messages.
    static func shortened(_ url: String) -> String {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        guard let start = path.firstRange(of: "://")?.upperBound else { return String(path) }
        let authority = path[start...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(path) }
        return path[..<start] + String(path[path.index(after: at)...])
    }
}
