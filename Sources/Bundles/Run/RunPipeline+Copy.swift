import Topology
import Workspace

extension RunPipeline {
    /// Makes the private copy of the repository's files.
    func openWorkshop(_ detection: Detection) async throws(Diagnostic) -> Workshop {
        Workshop(
            copy: try await PrivateCopy.make(
                of: detection.monorepo.files, in: surroundings.environment["TMPDIR"] ?? "/tmp"))
    }

    /// Removes the private copy.
    func close(_ workshop: Workshop) async {
        // What cannot be removed now is removed by the next run, which finds that its maker is gone.
        try? await workshop.copy.remove()
    }

    /// Starts units in the copy.
    func validation(_ workshop: Workshop, of detection: Detection) -> Validation {
        let opener = UnitOpener(
            copy: workshop.copy, request: request, surroundings: surroundings,
            units: detection.units.filter { UnitOpener.canStart($0, in: detection.context) })
        return Validation(opener: opener, progress: surroundings.progress, width: request.concurrency)
    }

    /// The topology of the copy, with the plans applied.
    func detectInside(_ workshop: Workshop) async throws(Diagnostic) -> Detection {
        var inside = request
        inside.root = workshop.copy.tree
        return try await Detection.run(inside, in: surroundings)
    }
}
