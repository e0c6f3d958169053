import Topology
import Workspace

/// Verifies that a documented rollback can be carried out: its commands exist in that form, and the revert applies.
struct RollbackTrial: Sendable {
    let trigger: UnitTrigger
    let workplace: Workplace

    /// One check for the commands, one for the revert.
    func checks(in context: BundleContext) async -> [Check] {
        guard let rollback = trigger.platform?.rollback(of: trigger.unit, as: trigger.names, in: context.repository)
        else { return [] }
        var checks: [Check] = []
        for step in rollback.steps where step.command.first != "git" && !step.command.isEmpty {
            checks.append(await command(step))
        }
        if let check = await revert() { checks.append(check) }
        return checks
    }

    /// Asks the tool's own help whether it knows the subcommand and each option.
    private func command(_ step: Rollback.Step) async -> Check {
        let tool = step.command[0]
        var check = Check(
            "rollback command `\(step.command.joined(separator: " "))`", expected: "exists in that form",
            observed: "exists",
            verdict: .passed, short: "rollback commands exist", phrase: "Rollback commands exist")
        guard await isInstalled(tool) else {
            check.verdict = .notRun(.needsTool)
            check.observed = "\(tool) is not installed here" + (Self.hints[tool].map { "; install it: \($0)" } ?? "")
            return check
        }
        do throws(Diagnostic) {
            guard let fault = try await ToolHelp(workplace).fault(of: step) else { return check }
            check.observed = "unknown"
            check.cause = "\(fault); the procedure is in \(InfrastructureGuide.path)"
        } catch {
            check.observed = error.message
            check.cause = error.line
        }
        check.verdict = .failed
        return check
    }

    /// Whether a tool is there; Compose is a plug-in of another one.
    private func isInstalled(_ tool: String) async -> Bool {
        guard workplace.surroundings.tools.path(of: tool) != nil else { return false }
        guard tool == "docker" else { return true }
        let asked = ToolCommand(
            tool, ["compose", "version"], in: workplace.copy.temporary,
            environment: workplace.surroundings.environment, timeLimit: .seconds(20))
        return (try? await workplace.surroundings.runner.run(asked))?.isSuccess ?? false
    }

    /// Takes the last change of the unit back in a scratch repository; nil outside git.
    private func revert() async -> Check? {
        let git = GitTool(
            folder: workplace.request.root, runner: workplace.surroundings.runner,
            variables: workplace.surroundings.environment)
        do throws(Diagnostic) {
            let scratch = try FileSystemAccess.makeTemporaryFolder(in: workplace.copy.temporary, prefix: "revert-")
            let paths = trigger.inputs.inputs.map(\.path)
            let trial = try await git.tryRevert(ofLastChangeTo: paths, in: scratch)
            try? FileSystemAccess.removeTree(scratch)
            guard let trial else { return nil }
            let id = trial.commit.rawValue.prefix(12)
            // What other packages changed in the same commit is theirs to sort out.
            let own = trial.conflicts.filter { trigger.inputs.covers($0) }
            let elsewhere = trial.conflicts.isEmpty ? "" : ", with conflicts outside the unit"
            return Check(
                "git revert \(id)", expected: "applies",
                observed: own.isEmpty ? "applies" + elsewhere : "conflicts in " + own.joined(separator: ", "),
                verdict: own.isEmpty ? .passed : .failed,
                cause: own.isEmpty ? nil : "later commits changed the same lines of " + own.joined(separator: ", "),
                short: "revert of the last change applies", phrase: "Revert of the last change applies")
        } catch {
            return Check(
                "git revert", expected: "applies", observed: error.message, verdict: .failed, cause: error.message)
        }
    }

    /// How a tool is installed.
    private static let hints: [String: String] = [
        "flyctl": "curl -L https://fly.io/install.sh | sh", "vercel": "npm install --global vercel",
        "wrangler": "npm install --global wrangler", "docker": "docs.docker.com/compose/install",
    ]
}
