#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// One copying of the files of a repository into an empty folder.
struct TreeCopy: Sendable {
    /// What to copy.
    let files: RepositoryFiles
    /// Absolute path of an empty folder.
    let target: String
    private let cloner = FileCloner()

    /// Makes the work; `run` does it.
    init(files: RepositoryFiles, target: String) {
        self.files = files
        self.target = target
    }

    /// What a copying left out.
    struct Outcome: Sendable {
        /// Files that may hold a secret, sorted.
        var secrets: [String] = []
        /// Files that could not be copied, and links that lead out of the root.
        var warnings: [Diagnostic] = []
    }

    /// Makes the folders, then copies the files side by side.
    ///
    /// - Throws: `file-system` if the target is full or cannot be written, `interrupted`.
    func run(width: Int) async throws(Diagnostic) -> Outcome {
        var outcome = Outcome()
        var wanted: [String] = []
        for path in files.paths {
            if SecretFiles.isSecret(path) { outcome.secrets.append(path) } else { wanted.append(path) }
        }
        let list = wanted
        try await runBlocking { () throws(Diagnostic) in try makeFolders(of: list) }
        let shares = stride(from: 0, to: list.count, by: 256).map { list[$0..<min($0 + 256, list.count)] }
        let results = await fanOut(over: shares, width: width) { share -> Result<Outcome, Diagnostic> in
            guard !Task.isCancelled else {
                return .failure(.error("interrupted", "the copying was interrupted", remedy: "run it again"))
            }
            return await runBlocking { Result { () throws(Diagnostic) in try copy(share) } }
        }
        for result in results {
            let part = try result.get()
            outcome.secrets += part.secrets
            outcome.warnings += part.warnings
        }
        outcome.secrets.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return outcome
    }

    /// The paths are sorted, so that a folder is nearly always that of the path before.
    private func makeFolders(of paths: [String]) throws(Diagnostic) {
        var made: Set<String> = []
        var last: Substring = ""
        for path in paths {
            guard let slash = path.lastIndex(of: "/"), path[..<slash] != last else { continue }
            last = path[..<slash]
            guard made.insert(String(last)).inserted else { continue }
            try FileSystemAccess.makeFolder("\(target)/\(last)", withParents: true)
        }
    }

    private func copy(_ paths: ArraySlice<String>) throws(Diagnostic) -> Outcome {
        var outcome = Outcome()
        for path in paths {
            let source = "\(files.root)/\(path)"
            // Gone since it was listed, or deleted and still tracked: then it is not part of the tree.
            guard let information = FileSystemAccess.information(source) else { continue }
            do throws(Diagnostic) {
                switch information.kind {
                case .regular:
                    if SecretFiles.mustBeRead(path), SecretFiles.holdsToken(files.contents(path) ?? []) {
                        outcome.secrets.append(path)
                    } else {
                        try cloner.copy(source, to: "\(target)/\(path)")
                    }
                case .link: try copyLink(path, source)
                case .folder, .other: break
                }
            } catch {
                // What cannot be written stops the copying; what cannot be read is left out.
                guard FileSystemAccess.information("\(target)/\(path)") == nil, !error.message.contains(target) else {
                    throw error
                }
                outcome.warnings.append(
                    .warning(error.code, error.message, at: FilePlace(path), remedy: error.remedy))
            }
        }
        return outcome
    }

    /// Copies a link whose text is relative and whose target is in the repository; a dangling one is left out too.
    private func copyLink(_ path: String, _ source: String) throws(Diagnostic) {
        let text = try FileSystemAccess.readLink(source)
        guard !text.hasPrefix("/"), let real = FileSystemAccess.realPath(source),
            real.utf8.starts(with: (files.root + "/").utf8) || real == files.root,
            !SecretFiles.isSecret(real)
        else {
            throw .error(
                "link-out-of-root", "the link leads out of the repository and was left out",
                remedy: "replace it by a file")
        }
        try FileSystemAccess.makeLink(at: "\(target)/\(path)", to: text)
    }
}
