import Topology
import Workspace

/// Asks a unit that was started without containers, as a developer would after starting it.
enum LocalTrial {
    /// The word before it in reports.
    static let group = "Local Dev"

    /// How long a unit may take until it answers.
    private static let limit: Duration = .seconds(30)

    /// Asks the health path, or the root of a unit that has none; it answers if it does so without an error of its own.
    static func ask(_ session: any UnitSession, of unit: DeployableUnit) async -> Check {
        let path = unit.package.healthPath ?? "/"
        var check = Check(
            "local start, GET \(path)", expected: "an answer below 500", observed: "no answer", verdict: .failed,
            short: "starts, answers GET \(path)", phrase: "Starts and answers GET \(path)")
        check.group = group
        let end = ContinuousClock.now + limit
        while session.isRunning, !Task.isCancelled {
            if let answer = try? await session.get(path, headers: [], interface: nil) {
                check.observed = String(answer.status)
                check.milliseconds = Int(answer.seconds * 1000)
                if answer.status < 500 {
                    check.verdict = .passed
                    return check
                }
            }
            if ContinuousClock.now >= end { break }
            try? await Task.sleep(for: .milliseconds(300))
        }
        check.cause = session.isRunning ? "it runs and does not answer" : "it ended after its start"
        check.log = session.logTail(lines: 12)
        return check
    }

    /// Starts a unit, asks it and ends it. A variable that its log names as missing gets an example value, once each.
    static func start(
        _ unit: DeployableUnit, in context: BundleContext, by opener: any SessionOpener
    ) async -> Check {
        var overrides: [String: String] = [:]
        while true {
            switch await opener.open(unit, in: context, overrides: overrides) {
            case .ready(let session):
                let check = await ask(session, of: unit)
                await session.close()
                return check
            case .unavailable(var check):
                if overrides.count < FixLoop.attemptsPerApproach,
                    let missing = MissingVariable.find(in: check, besides: overrides)
                {
                    overrides[missing] = MissingVariable.exampleValue(for: missing)
                    continue
                }
                check.name = "local start: \(check.name)"
                check.group = group
                return check
            }
        }
    }
}
