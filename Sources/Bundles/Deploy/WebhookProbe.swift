import Workspace

/// Checks that a webhook is there without deploying: `OPTIONS`, which no platform takes for an order. GET is one on some
/// of them.
struct WebhookProbe: Sendable {
    /// The name of the variable that holds the address.
    let secret: String
    /// The name of the variable that holds the token; nil where none is needed.
    let token: String?
    /// The file and line that call it.
    let place: FilePlace
    let workplace: Workplace

    /// Asks; with `--live` it deploys, once in a run.
    func check() async -> Check {
        guard workplace.request.isLive else { return await send() }
        return await workplace.surroundings.live.once("deploy \(secret)") { await send() }
    }

    private func send() async -> Check {
        let isLive = workplace.request.isLive
        let method = isLive ? "POST" : "OPTIONS"
        var check = Check(
            "\(method) the webhook in \(secret)", expected: isLive ? "2xx" : "an answer that is not 404", observed: "",
            verdict: .passed, short: isLive ? "deployed" : "webhook reachable",
            phrase: isLive ? "Webhook deploys" : "Webhook is reachable")
        guard let address = workplace.surroundings.environment[secret], !address.isEmpty else {
            check.verdict = .notRun(.needsCredential)
            check.observed = "set \(secret) in the environment to check the connection; nothing is deployed"
            return check
        }
        guard address.hasPrefix("https://") || isOnThisMachine(address) else {
            return failed(check, observed: "no https address", cause: "\(secret) does not begin with https://")
        }
        var headers: [HTTPHeader] = []
        if isLive, let token, let value = workplace.surroundings.environment[token] {
            headers.append(HTTPHeader("Authorization", "Bearer \(value)"))
        }
        let client = HTTPClient(runner: workplace.surroundings.runner, variables: workplace.surroundings.environment)
        do throws(Diagnostic) {
            let answer = try await client.send(HTTPRequest(method, address, headers: headers, timeLimit: .seconds(20)))
            check.observed = String(answer.status)
            check.milliseconds = Int(answer.seconds * 1000)
            return judged(check, answer.status, isLive: isLive)
        } catch {
            // The address is a secret: of the words only the kind of failure is shown.
            return failed(check, observed: error.code, cause: "the address in \(secret) gave no answer (\(error.code))")
        }
    }

    private func judged(_ check: Check, _ status: Int, isLive: Bool) -> Check {
        switch status {
        case 404, 410:
            failed(
                check, observed: String(status),
                cause:
                    "the address in \(secret) answers \(status): copy the webhook from the application's page again, "
                    + "into the secret that \(place.path) reads")
        case 500...:
            failed(check, observed: String(status), cause: "the server behind \(secret) answers \(status)")
        case 300...499 where isLive:
            failed(check, observed: String(status), cause: "the webhook in \(secret) was refused with \(status)")
        default: check
        }
    }

    private func failed(_ check: Check, observed: String, cause: String) -> Check {
        var check = check
        check.verdict = .failed
        check.observed = observed
        check.cause = cause
        return check
    }

    private func isOnThisMachine(_ address: String) -> Bool {
        ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { start in
            address.hasPrefix(start) && (address.dropFirst(start.count).first.map { ":/".contains($0) } ?? true)
        }
    }
}
