import Topology
import Workspace

extension RunPipeline {
    /// Makes the private copy of the repository's files.
    func openWorkshop(_ detection: Detection) async throws(Diagnostic) -> Workshop {
        let copy = try await PrivateCopy.make(
            of: detection.monorepo.files, in: surroundings.environment["TMPDIR"] ?? "/tmp")
        return Workshop(
            copy: copy, tools: PrivateTools(copy: copy, surroundings: surroundings, timeLimit: request.timeLimit))
    }

    /// Keeps the units' own logs and removes the private copy.
    func close(_ workshop: Workshop) async {
        await keepLogs(of: workshop.copy)
        // What cannot be removed now is removed by the next run, which finds that its maker is gone.
        try? await workshop.copy.remove()
    }

    /// Copies the units' logs to the folder of runs, where they stay until the next one.
    private func keepLogs(of copy: PrivateCopy) async {
        let folder = "\(request.state.path)/logs"
        await runBlocking {
            do throws(Diagnostic) {
                try request.state.make()
                if FileSystemAccess.isFolder(folder) { try FileSystemAccess.removeTree(folder) }
                try FileSystemAccess.makeFolder(folder, mode: 0o700)
                for name in try FileSystemAccess.list(copy.logs) {
                    let bytes = try FileSystemAccess.read("\(copy.logs)/\(name)", limit: 16 << 20)
                    try FileSystemAccess.write(bytes, to: "\(folder)/\(name)", mode: 0o600)
                }
            } catch {
                surroundings.progress.note("the logs of this run could not be kept: \(error.message)")
            }
        }
    }

    /// Starts units in the copy; asks one bundle alone where one is wanted, else every one that is configured.
    func validation(_ workshop: Workshop, of detection: Detection, only wanted: BundleName? = nil) -> Validation {
        let workplace = Workplace(copy: workshop.copy, request: request, surroundings: surroundings)
        return Validation(
            opener: opener(workshop, of: detection), progress: surroundings.progress, width: request.concurrency,
            workplace: workplace, wanted: wanted)
    }

    /// Opens units in the copy; those that are installed together are known to it.
    func opener(_ workshop: Workshop, of detection: Detection) -> UnitOpener {
        UnitOpener(
            copy: workshop.copy, request: request, surroundings: surroundings,
            units: detection.units.filter { UnitOpener.canStart($0, in: detection.context) }, tools: workshop.tools)
    }

    /// The topology of the copy, with the plans applied, of the packages that were chosen in the repository.
    func detectInside(_ workshop: Workshop, like original: Detection) async throws(Diagnostic) -> Detection {
        var inside = request
        if !request.filters.isEmpty {
            inside.chosenPaths = Set(original.units.map(\.path) + original.leftOut.map(\.path))
        }
        inside.root = workshop.copy.tree
        return try await Detection.run(inside, in: surroundings)
    }
}
