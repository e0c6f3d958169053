/// Finds the files of a folder that is in no git repository.
enum FolderWalk {
    /// Folders that hold what tools made, by their names. None of them is ever source in the ecosystems that are known
    /// here; with git, `.gitignore` says so instead.
    static let skipped: Set<String> = [
        ".git", ".hg", ".svn", ".jj", ".infra-ws", "node_modules", "bower_components", "vendor", "target", "dist",
        "build", "out", "obj", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache", ".pytest_cache", ".ruff_cache",
        ".next", ".nuxt", ".output", ".svelte-kit", ".astro", ".turbo", ".nx", ".parcel-cache", ".cache", ".gradle",
        ".terraform", ".build", ".swiftpm", "DerivedData", "Pods", ".direnv", ".dart_tool", "_build", "coverage",
        ".idea", ".vscode-test", ".serverless", ".wrangler", ".vercel", ".aws-sam", "cdk.out", ".stack-work",
    ]

    /// Deeper folders are left out.
    private static let deepestFolder = 64

    /// What a walk found.
    struct Findings: Sendable {
        /// Files and links to files, as a table.
        var table: PathTable
        /// Folders that could not be read.
        var warnings: [Diagnostic]
    }

    /// One folder's answer.
    private struct FolderContents: Sendable {
        var files: [(path: String, isLink: Bool)] = []
        var folders: [String] = []
        var warning: Diagnostic?
    }

    /// Walks level by level, the folders of a level side by side. Links to folders are not entered.
    ///
    /// - Parameters:
    ///   - root: Absolute path.
    ///   - width: How many threads at a time.
    /// - Returns: The files, and the folders that could not be read.
    static func findings(below root: String, width: Int = 4) async -> Findings {
        var bytes: [UInt8] = []
        var entries: [PathTable.Entry] = []
        var warnings: [Diagnostic] = []
        var level = [""]
        for _ in 0..<deepestFolder where !level.isEmpty {
            // One thread for each share of the level and not for each folder: starting one costs more than a listing.
            let size = max(32, (level.count + width - 1) / width)
            let folders = level
            let shares = stride(from: 0, to: folders.count, by: size).map {
                Array(folders[$0..<min($0 + size, folders.count)])
            }
            let answers = await fanOut(over: shares, width: width) { share in
                await runBlocking { share.map { contents(of: $0, root: root) } }
            }
            level = []
            for answer in answers.joined() {
                for file in answer.files {
                    let start = UInt32(bytes.count)
                    bytes += file.path.utf8
                    entries.append(
                        PathTable.Entry(start: start, end: UInt32(bytes.count), flags: file.isLink ? .link : []))
                }
                level += answer.folders
                if let warning = answer.warning { warnings.append(warning) }
            }
        }
        return Findings(table: PathTable(bytes: bytes, entries: entries), warnings: warnings)
    }

    private static func contents(of folder: String, root: String) -> FolderContents {
        var contents = FolderContents()
        do throws(Diagnostic) {
            for entry in try FileSystemAccess.entries(folder.isEmpty ? root : "\(root)/\(folder)") {
                let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
                switch entry.kind {
                case .folder: if !skipped.contains(entry.name) { contents.folders.append(path) }
                case .regular: contents.files.append((path, false))
                case .link: contents.files.append((path, true))
                case .other: break
                }
            }
        } catch {
            contents.warning = .warning(
                "unreadable-folder", error.message, at: FilePlace(folder), remedy: error.remedy)
        }
        return contents
    }
}
