import Topology
import Workspace

extension HealthBundle {
    /// A unit that its platform watches by itself is asked at its own address.
    package func asksWhereNotApplicable(_ unit: DeployableUnit, in context: BundleContext) -> Bool {
        isAutomatic(unit, in: context)
    }

    /// 200 with each check, and 200 for each path that a platform's file probes.
    package func askRunning(
        _ session: any UnitSession, of unit: DeployableUnit, in context: BundleContext
    ) async -> [Check] {
        guard let path = endpoint(of: unit, in: context) else { return [] }
        var checks = await askHealthy(session, path: path, of: unit)
        for (probed, place) in probedPaths(of: unit, in: context) where probed != path {
            checks.append(await askProbe(session, path: probed, place: place))
        }
        return checks
    }

    /// Each component stopped in turn: the answer names it, with 503 or, for a cache, `degraded`; then 200 again.
    package func askBroken(
        _ session: any UnitSession, of unit: DeployableUnit, in context: BundleContext
    ) async -> [Check] {
        guard session.isLocal, let path = endpoint(of: unit, in: context) else { return [] }
        let code = context.catalogue.framework(unit.package.framework)?.healthInCode(of: unit) ?? HealthInCode()
        let named = (try? await session.get(path, headers: [], interface: nil)).map { HealthAnswer($0) }?.keys ?? []
        var checks: [Check] = []
        for component in HealthComponents.of(unit)
        where code.checks[component.id] != nil || named.contains(component.key) {
            let place = code.checks[component.id] ?? code.route?.place
            checks += await ask(session, path: path, without: component, place: place)
        }
        return checks
    }

    /// The path to ask: what the code has, else what the topology found.
    func endpoint(of unit: DeployableUnit, in context: BundleContext) -> String? {
        context.catalogue.framework(unit.package.framework)?.healthInCode(of: unit).route?.path
            ?? unit.package.healthPath
            ?? (isAutomatic(unit, in: context) ? "/" : nil)
    }

    private func isAutomatic(_ unit: DeployableUnit, in context: BundleContext) -> Bool {
        unit.package.platforms.compactMap { context.catalogue.platform($0) }.contains { platform in
            if case .automatic = platform.probe(of: unit, in: context.repository) { return true }
            return false
        }
    }

    private func probedPaths(of unit: DeployableUnit, in context: BundleContext) -> [(String, FilePlace)] {
        unit.package.platforms.compactMap { context.catalogue.platform($0) }.compactMap { platform in
            guard case .configured(let path?, let place) = platform.probe(of: unit, in: context.repository) else {
                return nil
            }
            return (path, place)
        }
    }

    // MARK: All components running

    private func askHealthy(_ session: any UnitSession, path: String, of unit: DeployableUnit) async -> [Check] {
        let answer: HTTPAnswer
        do throws(Diagnostic) {
            answer = try await session.get(path, headers: [], interface: nil)
        } catch {
            return [noAnswer("GET \(path)", expected: "200", error, session)]
        }
        let health = HealthAnswer(answer)
        let isHealthy = answer.status == 200
        var checks = [
            Check(
                "GET \(path)", expected: "200", observed: health.summary, verdict: isHealthy ? .passed : .failed,
                milliseconds: Int((answer.seconds * 1000).rounded()), cause: isHealthy ? nil : health.cause,
                log: isHealthy ? [] : session.logTail(lines: 12), short: "\(answer.status) OK",
                phrase: "Endpoint returns \(answer.status)")
        ]
        guard isHealthy else { return checks }
        for component in HealthComponents.of(unit) {
            guard let value = health.value(of: component.key) else { continue }
            let word = HealthComponents.word(component)
            checks.append(
                Check(
                    "GET \(path): \(component.key)", expected: "\"\(component.key)\": \"ok\"",
                    observed: "\"\(component.key)\": \"\(value)\"", verdict: value == "ok" ? .passed : .failed,
                    cause: value == "ok" ? nil : "the unit does not reach its own \(component.engine)",
                    log: value == "ok" ? [] : session.logTail(lines: 12), short: "\(word) pass",
                    phrase: "\(word) check passes"))
        }
        return checks
    }

    private func askProbe(_ session: any UnitSession, path: String, place: FilePlace) async -> Check {
        let name = "GET \(path) (probe in \(place))"
        do throws(Diagnostic) {
            let answer = try await session.get(path, headers: [], interface: nil)
            let passes = (200..<300).contains(answer.status)
            return Check(
                name, expected: "2xx", observed: "\(answer.status)", verdict: passes ? .passed : .failed,
                milliseconds: Int((answer.seconds * 1000).rounded()),
                cause: passes ? nil : "\(place) probes \(path), which the unit answers with \(answer.status)",
                short: "probe \(path) \(answer.status)", phrase: "Probe path \(path) returns \(answer.status)")
        } catch {
            return noAnswer(name, expected: "2xx", error, session)
        }
    }

    // MARK: One component stopped

    /// The word before these checks in a report.
    private static let brokenGroup = "Stopped in turn"

    private func ask(
        _ session: any UnitSession, path: String, without component: HealthComponent, place: FilePlace?
    ) async -> [Check] {
        let name = "GET \(path) with \(component.id) stopped"
        let expected = component.isRequired ? "503, \"\(component.key)\": \"down\"" : "200, \"status\": \"degraded\""
        do throws(Diagnostic) {
            guard try await session.stop(component: component.id) else { return [] }
        } catch {
            return [noAnswer(name, expected: expected, error, session)]
        }
        let broken = await askUntil(session, path: path) { isRight($0, without: component) }
        var checks = [brokenCheck(name, expected: expected, broken, component, place, session)]
        do throws(Diagnostic) {
            try await session.start(component: component.id)
        } catch {
            return checks + [noAnswer("GET \(path) with \(component.id) back", expected: "200", error, session)]
        }
        let back = await askUntil(session, path: path) { answer in
            answer.status == 200 && (HealthAnswer(answer).value(of: component.key) ?? "ok") == "ok"
        }
        checks.append(backCheck("GET \(path) with \(component.id) back", back, component, session))
        return checks
    }

    private func isRight(_ answer: HTTPAnswer, without component: HealthComponent) -> Bool {
        let health = HealthAnswer(answer)
        if component.isRequired { return answer.status >= 500 }
        return answer.status == 200 && (health.status == "degraded" || health.value(of: component.key) == "down")
            || answer.status >= 500
    }

    private func brokenCheck(
        _ name: String, expected: String, _ result: Result<HTTPAnswer, Diagnostic>, _ component: HealthComponent,
        _ place: FilePlace?, _ session: any UnitSession
    ) -> Check {
        guard case .success(let answer) = result else {
            return Check(
                name, expected: expected, observed: "no answer", verdict: .failed,
                cause: "the endpoint hangs or the unit ended while \(component.id) was down: give the check a timeout",
                log: session.logTail(lines: 12))
        }
        let passes = isRight(answer, without: component)
        let where_ = place.map { " (\($0))" } ?? ""
        var check = Check(
            name, expected: expected, observed: HealthAnswer(answer).summary, verdict: passes ? .passed : .failed,
            milliseconds: nil,
            cause: passes ? nil : "the endpoint does not notice that \(component.id) is down\(where_)",
            log: passes ? [] : session.logTail(lines: 12),
            short: "\(answer.status) without \(HealthComponents.word(component))",
            phrase: "\(answer.status) without \(HealthComponents.word(component))")
        check.group = Self.brokenGroup
        return check
    }

    private func backCheck(
        _ name: String, _ result: Result<HTTPAnswer, Diagnostic>, _ component: HealthComponent,
        _ session: any UnitSession
    ) -> Check {
        switch result {
        case .success(let answer):
            let passes = answer.status == 200
            var check = Check(
                name, expected: "200", observed: HealthAnswer(answer).summary, verdict: passes ? .passed : .failed,
                cause: passes ? nil : "the unit does not reconnect to \(component.id) after it came back",
                log: passes ? [] : session.logTail(lines: 12),
                short: "\(answer.status) with \(HealthComponents.word(component)) back",
                phrase: "\(answer.status) with \(HealthComponents.word(component)) back")
            check.group = Self.brokenGroup
            return check
        case .failure(let error):
            return noAnswer(name, expected: "200", error, session)
        }
    }

    /// Asks every 250 ms for up to 15 s, until the answer is the wanted one: drivers notice a lost server late.
    private func askUntil(
        _ session: any UnitSession, path: String, _ isWanted: (HTTPAnswer) -> Bool
    ) async -> Result<HTTPAnswer, Diagnostic> {
        let end = ContinuousClock.now + .seconds(15)
        var last: Result<HTTPAnswer, Diagnostic> = .failure(.error("http/no-answer", "no answer"))
        repeat {
            do throws(Diagnostic) {
                let answer = try await session.get(path, headers: [], interface: nil)
                last = .success(answer)
                if isWanted(answer) { return last }
            } catch {
                last = .failure(error)
            }
            try? await Task.sleep(for: .milliseconds(250))
        } while ContinuousClock.now < end && !Task.isCancelled && session.isRunning
        return last
    }

    private func noAnswer(
        _ name: String, expected: String, _ error: Diagnostic, _ session: any UnitSession
    ) -> Check {
        Check(
            name, expected: expected, observed: "no answer", verdict: .failed, cause: error.message,
            log: session.logTail(lines: 12))
    }
}
