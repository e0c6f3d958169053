import Bundles
import Topology
import Workspace

extension FuzzTarget {
    /// What git prints: the paths come out sorted, each once, and each is found again.
    static let gitListing = FuzzTarget("git-listing") { bytes in
        for paths in [RepositoryFiles.paths(ofListing: bytes), RepositoryFiles.paths(ofUntrackedListing: bytes)] {
            guard zip(paths, paths.dropFirst()).allSatisfy({ $0.utf8.lexicographicallyPrecedes($1.utf8) }) else {
                return "the paths are not sorted, or one is there twice"
            }
            let files = RepositoryFiles(Dictionary(paths.map { ($0, "") }, uniquingKeysWith: { $1 }))
            guard paths.allSatisfy({ files.contains($0) && files.named(RelativePath.baseName(of: $0)).contains($0) })
            else { return "a path is not found again" }
        }
        return nil
    }

    /// The index of git.
    static let gitIndex = FuzzTarget("git-index") { bytes in
        guard let paths = RepositoryFiles.paths(ofIndex: bytes) else { return nil }
        guard zip(paths, paths.dropFirst()).allSatisfy({ $0.utf8.lexicographicallyPrecedes($1.utf8) }) else {
            return "the paths are not sorted, or one is there twice"
        }
        return paths == RepositoryFiles.paths(ofIndex: bytes) ? nil : "a second reading differs"
    }

    /// Scripts of pipelines.
    static let shell = FuzzTarget("shell") { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let commands = ShellScript.commands(in: text, folder: ".", variables: ["1": "a", "X": "b c"])
        guard commands == ShellScript.commands(in: text, folder: ".", variables: ["1": "a", "X": "b c"]) else {
            return "a second reading differs"
        }
        let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
        return commands.allSatisfy { !$0.words.isEmpty && (0..<lines).contains($0.line) }
            ? nil : "a command without words, or on a line that there is not"
    }

    /// Lock files: the first line names the file, and nothing changes between a file and itself.
    static let lockFiles = FuzzTarget("lock-files") { bytes in
        let (name, rest) = split(bytes)
        guard let reader = LockFileReaders.reader(of: name), let graph = try? reader.read(rest, path: name) else {
            return nil
        }
        guard let again = try? reader.read(rest, path: name) else { return "a second reading fails" }
        return LockGraph.changes(from: graph, to: again).isEmpty ? nil : "a file differs from itself"
    }

    /// A whole repository, from its files to the topology. A line `=== PATH` begins a file.
    static let repository = FuzzTarget(
        "repository",
        suspending: { bytes in
            let files = files(in: bytes)
            let first = await topology(of: files)
            return await topology(of: files) == first ? nil : "a second reading differs"
        })

    private static func topology(of files: [String: String]) async -> String? {
        let read = await Monorepo.read(files: RepositoryFiles(files))
        guard let monorepo = try? read.withSpecification() else { return nil }
        let catalogue = Catalogue.standard
        let graph = await TopologyBuilder.build(
            monorepo: monorepo, frameworks: catalogue.frameworks, platforms: catalogue.platforms,
            datastores: catalogue.datastores)
        return TopologyJSON.render(graph)
    }

    private static func files(in bytes: [UInt8]) -> [String: String] {
        var files: [String: String] = [:]
        var path = "package.json"
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("=== ") {
                path = RelativePath.normal(String(line.dropFirst(4))) ?? path
                if files.count > 24 { break }
            } else {
                files[path, default: ""] += line + "\n"
            }
        }
        return files
    }

    private static func split(_ bytes: [UInt8]) -> (name: String, rest: [UInt8]) {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        return (String(decoding: bytes[..<end], as: UTF8.self), Array(bytes[min(end + 1, bytes.count)...]))
    }
}
