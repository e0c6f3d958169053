import Topology
import Workspace

extension SecurityBundle {
    /// The burst: faster than the limit from one client, then another client, a forged header and the health path.
    package func askRunning(
        _ session: any UnitSession, of unit: DeployableUnit, in context: BundleContext
    ) async -> [Check] {
        guard case .inCode(let code) = RateLimitState.of(unit, in: context) else { return [] }
        return await RateLimitBurst(
            session: session, unit: unit, code: code, need: need(of: unit, in: context)
        ).checks()
    }

    /// The limit ends after its window: asked last, so that the time until then is not spent waiting.
    package func askBroken(
        _ session: any UnitSession, of unit: DeployableUnit, in context: BundleContext
    ) async -> [Check] {
        guard case .inCode(let code) = RateLimitState.of(unit, in: context) else { return [] }
        return await RateLimitBurst(
            session: session, unit: unit, code: code, need: need(of: unit, in: context)
        ).end()
    }
}

/// Asks a running unit faster than it allows.
struct RateLimitBurst: Sendable {
    let session: any UnitSession
    let unit: DeployableUnit
    /// What the code says.
    let code: RateLimitInCode
    /// What the limit has to respect.
    let need: RateLimitNeed

    /// A limit above this is not reached by asking.
    private static let mostRequests = 3000
    /// The longest window whose end is waited for, in seconds.
    private static let longestWait = 65

    private var path: String { code.path ?? "/infra-ws-rate-limit" }
    /// What the code documents; where it documents nothing, a limit that any reasonable one is below of.
    private var policy: RateLimitPolicy { code.policy ?? RateLimitPolicy(count: 1000, seconds: 60) }
    /// A bucket that is refilled while we ask serves a few more, on a slow machine as on a fast one.
    private var slack: Int { max(2, policy.count / 20) }
    /// So many requests are fewer than any client may make, and more than are served while a slow machine pauses.
    private var patience: Int { code.policy == nil ? 2 : max(1, policy.count / 4) }
    private func client(_ number: Int) -> SimulatedClient {
        SimulatedClient(number: number, client: need.client, isRemote: !session.isLocal)
    }

    // MARK: While everything runs

    /// All checks but the end of the limit.
    func checks() async -> [Check] {
        guard policy.count <= Self.mostRequests else {
            return [
                Check(
                    "rate limit of GET \(path)", expected: "429 after \(policy.text)",
                    observed: "a limit of \(policy.text) is not reached by asking", verdict: .notRun(.skipped))
            ]
        }
        do throws(Diagnostic) {
            let checks = try await limited(clients: [1, 3])
            let hasLimit = checks.first?.verdict == .passed
            guard hasLimit, checks.contains(where: { $0.verdict == .failed }) else { return checks }
            // The window may have ended in between, and then nobody was limited any more: what is a fault is one again.
            // Clients that count as one are limited already.
            let again = try await limited(clients: [5, 7])
            return again.first?.verdict == .passed ? again : checks
        } catch {
            return [
                Check(
                    "rate limit of GET \(path)", expected: "an answer", observed: "no answer", verdict: .failed,
                    cause: error.message, log: session.logTail(lines: 12))
            ]
        }
    }

    /// The burst of one of two clients, and what holds while it is limited.
    private func limited(clients: [Int]) async throws(Diagnostic) -> [Check] {
        let (limit, exhausted) = try await burst(clients)
        guard limit.verdict == .passed else { return [limit] }
        var checks = [limit, try await retryAfter(exhausted)]
        if let other = try await otherClient() { checks.append(other) }
        checks.append(try await forged(exhausted))
        if let health = try await health(exhausted) { checks.append(health) }
        return checks
    }

    /// One request more than the limit allows. A window that ends in between is no fault: then a second client asks.
    private func burst(_ clients: [Int]) async throws(Diagnostic) -> (Check, SimulatedClient) {
        var last = Check("", expected: "", observed: "", verdict: .failed)
        var client = self.client(0)
        for number in clients {
            client = self.client(number)
            let codes = try await session.statuses(
                of: path, headers: client.headers(), interface: client.interface, count: policy.count + 1)
            var first = codes.firstIndex(of: 429)
            if first == nil {
                let more = try await session.statuses(
                    of: path, headers: client.headers(), interface: client.interface, count: slack)
                first = more.firstIndex(of: 429).map { codes.count + $0 }
            }
            last = check(of: codes, first: first)
            if last.verdict == .passed { return (last, client) }
        }
        return (last, client)
    }

    private func check(of codes: [Int], first: Int?) -> Check {
        let name = "rate limit of GET \(path)"
        let expected = "429 after \(code.policy == nil ? "at most " : "")\(policy.count) requests"
        guard let first else {
            let seen = Set(codes).sorted().map(String.init).joined(separator: ", ")
            return failed(name, expected, "\(codes.count) requests: \(seen)", .neverLimits, "no request was limited")
        }
        guard first >= policy.count || code.policy == nil || !session.isLocal else {
            return failed(
                name, expected, "429 after \(first) requests", .otherCount,
                "the limit is lower than the documented \(policy.text)")
        }
        return Check(
            name, expected: expected, observed: "429 after \(first) requests", verdict: .passed,
            short: "429 after \(first)", phrase: "429 after \(first) requests")
    }

    private func retryAfter(_ client: SimulatedClient) async throws(Diagnostic) -> Check {
        var answer = try await session.get(path, headers: client.headers(), interface: client.interface)
        for _ in 0..<patience where answer.status != 429 {
            answer = try await session.get(path, headers: client.headers(), interface: client.interface)
        }
        let name = "429 of GET \(path): Retry-After"
        guard answer.status == 429, let value = answer.header("Retry-After") else {
            return failed(
                name, "seconds until the limit ends", answer.status == 429 ? "no Retry-After" : "\(answer.status)",
                .noRetryAfter, "a limited client is not told when to come back")
        }
        let isRight = Int(value).map { $0 >= 0 && $0 <= policy.seconds + 1 } ?? value.contains("GMT")
        if !isRight {
            return failed(name, "at most \(policy.seconds)", value, .noRetryAfter, "it is longer than the window")
        }
        return Check(
            name, expected: "seconds until the limit ends", observed: value, verdict: .passed, short: "Retry-After",
            phrase: "Retry-After present")
    }

    /// A second client, which has a limit of its own; nil where we cannot be one.
    private func otherClient() async throws(Diagnostic) -> Check? {
        guard session.isLocal else { return nil }
        let name = "GET \(path) from another client"
        if need.client == .socket, !SimulatedClient.hasLoopbackNetwork {
            return Check(
                name, expected: "served", observed: "sudo ifconfig lo0 alias 127.0.0.2", verdict: .notRun(.needsSudo))
        }
        let other = client(2)
        let answer = try await session.get(path, headers: other.headers(), interface: other.interface)
        if answer.status == 429 {
            let why = need.clientSource.map { "all clients count as one: in production the peer is the proxy (\($0))" }
            return failed(name, "served", "429", .countsProxy, why ?? "all clients count as one")
        }
        return Check(
            name, expected: "served", observed: "\(answer.status)", verdict: .passed, short: "other client served",
            phrase: "other client is served")
    }

    /// The limited client with headers that it made up.
    private func forged(_ client: SimulatedClient) async throws(Diagnostic) -> Check {
        let name = "GET \(path) with a forged X-Forwarded-For"
        for address in ["203.0.113.7", "203.0.113.8, 203.0.113.9"] {
            let codes = try await session.statuses(
                of: path, headers: client.headers(forging: address), interface: client.interface, count: patience)
            if !codes.contains(429) {
                let seen = Set(codes).sorted().map(String.init).joined(separator: ", ")
                return failed(name, "429", seen, .isEvaded, "the limit believes an address that the client sends")
            }
        }
        return Check(
            name, expected: "429", observed: "429", verdict: .passed, short: "forged header limited",
            phrase: "forged X-Forwarded-For is limited")
    }

    /// The health path as often as the limit: a probe comes from one address for ever.
    private func health(_ client: SimulatedClient) async throws(Diagnostic) -> Check? {
        guard let path = need.exempt.first else { return nil }
        let before = try await session.get(path, headers: [], interface: nil)
        guard before.status != 404 else { return nil }
        let codes = try await session.statuses(
            of: path, headers: client.headers(), interface: client.interface, count: policy.count + 1)
        let name = "GET \(path) while limited"
        if codes.contains(429) || before.status == 429 {
            return failed(
                name, "\(before.status)", "429", .limitsHealth, "the health path is limited: probes would fail")
        }
        let worst = codes.first { $0 != before.status } ?? before.status
        return Check(
            name, expected: "200", observed: "\(worst)", verdict: worst == 200 ? .passed : .failed,
            cause: worst == 200 ? nil : "the health path answers \(worst) under load",
            log: worst == 200 ? [] : session.logTail(lines: 12), short: "\(path) \(worst)",
            phrase: "\(path) stays \(worst)")
    }

    private func failed(
        _ name: String, _ expected: String, _ observed: String, _ fault: RateLimitFault, _ cause: String
    ) -> Check {
        let suspect = code.suspects[fault].map { ": \($0.sentence) (\($0.place))" } ?? " (\(code.place))"
        return Check(
            name, expected: expected, observed: observed, verdict: .failed, cause: cause + suspect,
            log: session.logTail(lines: 12), fault: fault.rawValue)
    }

    // MARK: At the end

    /// The first client again, after its window.
    func end() async -> [Check] {
        let name = "GET \(path) after the window"
        guard policy.seconds <= Self.longestWait else {
            return [
                Check(
                    name, expected: "served", observed: "the window of \(policy.text) is too long to wait for",
                    verdict: .notRun(.skipped))
            ]
        }
        do throws(Diagnostic) {
            for number in [1, 3] {
                if let check = try await end(of: client(number), name) { return [check] }
            }
            return [passedEnd(name)]
        } catch {
            return [
                Check(
                    name, expected: "served", observed: "no answer", verdict: .failed, cause: error.message,
                    log: session.logTail(lines: 12))
            ]
        }
    }

    /// Nil where this client is not limited (any more).
    private func end(of client: SimulatedClient, _ name: String) async throws(Diagnostic) -> Check? {
        let answer = try await session.get(path, headers: client.headers(), interface: client.interface)
        guard answer.status == 429 else { return nil }
        let wait = answer.header("Retry-After").flatMap { Int($0) } ?? policy.seconds
        try? await Task.sleep(for: .seconds(min(wait, Self.longestWait) + 1))
        let after = try await session.get(path, headers: client.headers(), interface: client.interface)
        if after.status == 429 {
            return failed(name, "served", "429", .neverEnds, "the limit outlasts its own Retry-After")
        }
        return passedEnd(name)
    }

    private func passedEnd(_ name: String) -> Check {
        Check(
            name, expected: "served", observed: "served", verdict: .passed, short: "limit ends",
            phrase: "limit ends after its window")
    }
}
