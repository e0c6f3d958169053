import Workspace

extension AffectedFinder {
    /// What changed for each unit since the commit that it was deployed from.
    func sinceDeployed(_ source: String, _ request: AffectedRequest) async throws(Diagnostic) -> AffectedResult {
        let tree = try await readWorkingTree().get()
        let state = try await after(tree, request)
        let graph = await recognise(state.monorepo, nil).graph
        let units = graph.packages.filter(\.deploysIndependently)
        let commits: DeployedCommits
        do throws(Diagnostic) {
            commits = try await DeployedCommits.read(source, for: units, git, request, runner)
        } catch {
            // A file is named by the user: one that is not there is a mistake, not an unknown.
            guard ["git-tags", "github-deployments"].contains(source) else { throw error }
            return everything(graph, .baseUnresolved, error)
        }
        var result = AffectedResult(answer: AffectedAnswer(), graph: graph)
        var byCommit: [GitCommit: Set<String>] = [:]
        for unit in units {
            switch await deployed(commits.byUnit[unit.path]) {
            case .success(let commit):
                byCommit[commit, default: []].insert(unit.path)
                result.bases[unit.path] = commit.rawValue
            case .failure(let failure):
                let reason = AffectedReason(failure.code, detail: failure.warning.message)
                result.answer.reasons[unit.path] = [reason]
                result.warnings.append(
                    .warning(
                        failure.code.rawValue, "`\(unit.name)` counts as affected: \(failure.warning.message)",
                        remedy: failure.warning.remedy))
            }
        }
        for (commit, paths) in byCommit.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            merge(await compare(commit, state, tree), for: paths, into: &result)
        }
        return result
    }

    private func deployed(_ name: String?) async -> Result<GitCommit, BaseChoice.Failure> {
        guard let name else {
            return .failure(
                BaseChoice.Failure(
                    code: .neverDeployed,
                    warning: .error("never-deployed", "no commit is recorded from which it was deployed")))
        }
        do throws(Diagnostic) {
            return .success(try await git.commit(name))
        } catch {
            let isShallow = (try? await git.isShallow()) ?? false
            return .failure(BaseChoice.Failure(code: isShallow ? .shallowHistory : .baseUnresolved, warning: error))
        }
    }

    /// Takes over the reasons of some units, and of the packages over which the change comes to them.
    private func merge(_ part: AffectedResult, for units: Set<String>, into result: inout AffectedResult) {
        let others = Set(result.graph.packages.filter(\.deploysIndependently).map(\.path)).subtracting(units)
        for (path, reasons) in part.answer.reasons where !others.contains(path) {
            for reason in reasons where result.answer.reasons[path]?.contains(reason) != true {
                result.answer.reasons[path, default: []].append(reason)
            }
        }
        result.files = Set(result.files).union(part.files).sorted()
        result.removed = Set(result.removed).union(part.removed).sorted()
        result.warnings += part.warnings
        result.engine = result.engine ?? part.engine
        if let engine = result.engine { result.order = engine.order(of: Set(result.units.map(\.path))) }
    }
}
