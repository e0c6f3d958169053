import Topology
import Workspace

/// Finds the health endpoint of a program and what it asks.
struct GoHealthReader: Sendable {
    private let serving: GoServing
    private let connections: GoConnections
    private let components: [HealthComponent]

    /// How many functions are followed one after the other from the handler.
    private static let maximumDepth = 3

    /// Makes a reader for some components; without any it still prefers the route that asks most.
    init(_ serving: GoServing, components: [HealthComponent]) {
        self.serving = serving
        self.components = components
        connections = GoConnections(serving.program)
    }

    /// The route with the most components checked, then the likeliest name, then the shortest path.
    func best(of routes: [GoRoute]) -> HealthInCode {
        let candidates = routes.filter { HealthRoute.isCustomary($0.path) }
        let answers = candidates.map { route -> (code: HealthInCode, calls: Int) in
            let calls = calls(from: route)
            let health = HealthRoute(path: route.path, place: route.place)
            return (HealthInCode(route: health, checks: checks(calls)), calls.count)
        }
        let best = answers.min { left, right in order(left) < order(right) }
        return best?.code ?? HealthInCode()
    }

    private func order(_ answer: (code: HealthInCode, calls: Int)) -> (Int, Int, Int, FilePlace) {
        let route = answer.code.route
        let checked = components.isEmpty ? answer.calls : answer.code.checks.count
        return (
            -checked, route.flatMap { HealthRoute.rank($0.path) } ?? 0, route?.path.utf8.count ?? 0,
            route?.place ?? FilePlace("")
        )
    }

    /// Gives each call to the first component that it can ask; calls on the same connection ask the same one.
    private func checks(_ calls: [DriverCall]) -> [String: FilePlace] {
        var found: [String: FilePlace] = [:]
        var assigned: [String: String] = [:]
        for call in calls where assigned[call.receiver] == nil {
            let free = components.filter { found[$0.id] == nil }
            let fitting = free.filter { component in
                call.family.map { $0.engines.contains(component.engine) } ?? component.isRequired
            }
            let named = fitting.first { call.receiver.lowercased().contains($0.engine.prefix(5)) }
            guard let component = named ?? fitting.first else { continue }
            found[component.id] = call.place
            assigned[call.receiver] = component.id
        }
        return found
    }
}

// MARK: - Driver calls

extension GoHealthReader {
    /// A call that asks whether something answers.
    private struct DriverCall {
        /// What it is called on.
        var receiver: String
        /// What that reaches; nil where nothing shows it.
        var family: GoDriverFamily?
        /// Where it stands.
        var place: FilePlace
    }

    private func calls(from route: GoRoute) -> [DriverCall] {
        var found: [DriverCall] = []
        var seen: Set<String> = []
        visit(route.handler, route.source, depth: 0, &seen, &found)
        return found
    }

    private func visit(
        _ tokens: Range<Int>, _ source: GoSource, depth: Int, _ seen: inout Set<String>, _ found: inout [DriverCall]
    ) {
        found += source.file.calls.filter { tokens.contains($0.opener) }.compactMap { driverCall($0, in: source) }
        found += methodValues(tokens, in: source)
        guard depth < Self.maximumDepth else { return }
        for callee in source.file.tokens.paths(in: tokens) {
            for place in serving.program.functions(called: callee, in: source).prefix(4)
            where seen.insert(place.key).inserted {
                visit(place.function.body, place.source, depth: depth + 1, &seen, &found)
            }
        }
    }

    private func driverCall(_ site: CallSite, in source: GoSource) -> DriverCall? {
        let receiver = site.receiver.replacing("()", with: "")
        guard !receiver.isEmpty, asks(site) else { return nil }
        // A method of the program itself is followed, not counted.
        if !serving.program.functions(called: site.callee, in: source).isEmpty,
            connections.family(of: receiver, at: site.opener, in: source) == nil
        {
            return nil
        }
        return call(on: receiver, at: site.opener, in: source, line: site.line)
    }

    /// `db.PingContext` as a value, given to something that calls it.
    private func methodValues(_ tokens: Range<Int>, in source: GoSource) -> [DriverCall] {
        let file = source.file
        return tokens.filter { index in
            file.tokens.isName(index, in: ["PingContext", "Ping"]) && file.tokens.isSymbol(index - 1, ".")
                && file.tokens.isName(index - 2) && !file.tokens.isSymbol(index + 1, "(")
        }.map { index in
            call(on: file.tokens.spelling(index - 2), at: index, in: source, line: file.tokens.line(index))
        }
    }

    private func call(on receiver: String, at token: Int, in source: GoSource, line: Int) -> DriverCall {
        DriverCall(
            receiver: receiver,
            family: connections.family(of: receiver, at: token, in: source)
                ?? GoDriverFamily.customary(receiver.split(separator: ".").last.map(String.init) ?? receiver),
            place: source.place(line))
    }

    /// Whether a call only asks for an answer: a ping, `SELECT 1`, or Redis' `PING`.
    private func asks(_ site: CallSite) -> Bool {
        switch site.method {
        case "Ping", "PingContext": return true
        case "Do", "DoContext":
            return site.arguments.contains { $0.stringValue?.uppercased() == "PING" }
        case "QueryRow", "QueryRowContext", "Query", "QueryContext", "Exec", "ExecContext", "Raw", "Get", "GetContext":
            return site.arguments.contains { $0.stringValue?.uppercased().hasPrefix("SELECT 1") ?? false }
        default: return false
        }
    }
}

extension SourceTokens {
    /// The paths of names in a range of tokens, such as `s.handleHealth`, in order.
    func paths(in indices: Range<Int>) -> [String] {
        var found: [String] = []
        var index = indices.lowerBound
        while index < indices.upperBound {
            var last = index
            if isName(index) {
                while last + 2 < indices.upperBound, isSymbol(last + 1, "."), isName(last + 2) { last += 2 }
                if !isSymbol(index - 1, ".") { found.append((index...last).map(spelling).joined()) }
            }
            index = last + 1
        }
        return found
    }
}
