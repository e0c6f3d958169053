package import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Compares `actual` with `Tests/Snapshots/<test file>/<name>.txt`; `UPDATE_SNAPSHOTS=1` records instead.
///
/// A recording run fails, so that a recorded snapshot never slips by unread.
package func expectSnapshot(
    _ actual: String, named name: String, filePath: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = snapshotFile(named: name, testFile: URL(filePath: filePath))
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(actual.utf8).write(to: file)
        Issue.record("recorded \(file.path()); read `git diff Tests/Snapshots`", sourceLocation: sourceLocation)
        return
    }
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
        Issue.record("no snapshot at \(file.path()); run `make snapshots`", sourceLocation: sourceLocation)
        return
    }
    guard actual != expected else { return }
    Issue.record(
        "\(name) differs:\n\(lineDifference(from: expected, to: actual))", sourceLocation: sourceLocation)
}

/// The folder `Tests` is found upwards, however deep the test file stands.
private func snapshotFile(named name: String, testFile: URL) -> URL {
    var folder = testFile.deletingLastPathComponent()
    while folder.lastPathComponent != "Tests", folder.pathComponents.count > 1 {
        folder = folder.deletingLastPathComponent()
    }
    return folder.appending(
        components: "Snapshots", testFile.deletingPathExtension().lastPathComponent, "\(name).txt")
}

/// Removed lines with `-`, added lines with `+`, in file order, with 1-based line numbers.
package func lineDifference(from old: String, to new: String) -> String {
    let lines: (String) -> [Substring] = { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    return lines(new).difference(from: lines(old)).map { change in
        switch change {
        case .remove(let offset, let line, _): (offset, "-\(offset + 1) \(line)")
        case .insert(let offset, let line, _): (offset, "+\(offset + 1) \(line)")
        }
    }
    .sorted { $0.0 < $1.0 }.map(\.1).joined(separator: "\n")
}
