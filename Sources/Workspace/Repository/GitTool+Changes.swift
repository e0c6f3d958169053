/// The id of a commit: 40 hexadecimal digits, or 64 in a SHA-256 repository.
package struct GitCommit: Sendable, Hashable, RawRepresentable {
    /// The digits.
    package let rawValue: String

    /// Accepts 40 or 64 hexadecimal digits and nothing else, so that an id can never be read as an option.
    package init?(rawValue: String) {
        let isHexadecimal = rawValue.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
            default: false
            }
        }
        guard isHexadecimal, rawValue.utf8.count == 40 || rawValue.utf8.count == 64 else { return nil }
        self.rawValue = rawValue
    }
}

extension GitTool {
    /// The commit that a name means.
    ///
    /// - Parameter name: What the user gave: a branch, a tag, `HEAD~1`, an id.
    /// - Returns: Its id.
    /// - Throws: `unknown-ref` if it means no commit.
    package func commit(_ name: String) async throws(Diagnostic) -> GitCommit {
        // Asked with `--end-of-options`, `--output=x` is an unknown name like any other.
        guard !name.utf8.contains(0) else { throw .unknownRef(name) }
        let result = try await result([
            "rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}",
        ])
        let text = result.output.split(separator: "\n").last.map(String.init) ?? ""
        guard result.isSuccess, let commit = GitCommit(rawValue: text) else {
            throw .unknownRef(name)
        }
        return commit
    }

    /// The commit that two lines of history have in common.
    ///
    /// - Throws: `no-merge-base` if there is none, as in a shallow clone.
    package func mergeBase(_ first: GitCommit, _ second: GitCommit) async throws(Diagnostic) -> GitCommit {
        let result = try await result(["merge-base", first.rawValue, second.rawValue])
        let text = result.output.split(separator: "\n").first.map(String.init) ?? ""
        guard result.isSuccess, let commit = GitCommit(rawValue: text) else {
            throw .error(
                "no-merge-base", "`\(first.rawValue)` and `\(second.rawValue)` have no commit in common here",
                remedy: "fetch the whole history (`git fetch --unshallow`)")
        }
        return commit
    }

    /// The files below the folder that differ between two commits, or between a commit and the working tree.
    ///
    /// A renamed file counts with its old and its new path. Untracked files are not among them.
    ///
    /// - Parameters:
    ///   - base: The earlier commit.
    ///   - head: The later commit; the working tree if absent.
    /// - Returns: Paths relative to the folder, sorted by their bytes.
    /// - Throws: `git-failed`, `interrupted`.
    package func changedFiles(since base: GitCommit, until head: GitCommit? = nil) async throws(Diagnostic) -> [String]
    {
        let tool = head == nil ? try await withoutFilters() : self
        let output = try await tool.output(
            [
                "diff", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=dirty", "--relative",
                "-z", "--name-only", base.rawValue,
            ] + [head?.rawValue].compactMap(\.self) + ["--"])
        return Self.paths(output)
    }

    /// The last commits of the first-parent history, newest first.
    ///
    /// - Parameters:
    ///   - head: Where to begin.
    ///   - count: How many at most.
    /// - Returns: Their ids.
    /// - Throws: `git-failed`, `interrupted`.
    package func history(of head: GitCommit, count: Int) async throws(Diagnostic) -> [GitCommit] {
        let output = try await output([
            "rev-list", "--first-parent", "--max-count=\(max(count, 0))", head.rawValue, "--",
        ])
        return output.split(separator: UInt8(ascii: "\n")).compactMap {
            GitCommit(rawValue: String(decoding: $0, as: UTF8.self))
        }
    }

    /// Those of some files that have changes that are not committed, or that git does not track.
    ///
    /// - Parameter paths: Paths relative to the folder.
    /// - Returns: The ones among them, sorted by their bytes.
    /// - Throws: `git-failed`, `interrupted`.
    package func uncommitted(_ paths: [String]) async throws(Diagnostic) -> [String] {
        guard !paths.isEmpty, let place = try await place() else { return [] }
        let tool = try await withoutFilters()
        var found: Set<String> = []
        // A command line holds at least 128 kB; 200 paths are far below that.
        for start in stride(from: 0, to: paths.count, by: 200) {
            let some = paths[start..<min(start + 200, paths.count)]
            let output = try await tool.output(
                [
                    "status", "--porcelain=v1", "-z", "--no-renames", "--ignore-submodules=all",
                    "--untracked-files=all", "--",
                ] + some)
            for entry in output.split(separator: 0) where entry.count > 3 {
                let path = String(decoding: entry.dropFirst(3), as: UTF8.self)
                if path.hasPrefix(place.prefix) { found.insert(String(path.dropFirst(place.prefix.count))) }
            }
        }
        return paths.filter(found.contains).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether a merge is under way that left conflicts.
    package func isUnmerged() async throws(Diagnostic) -> Bool {
        let result = try await result(["ls-files", "--unmerged", "-z"])
        return result.isSuccess && !result.standardOutput.isEmpty
    }

    /// The contents of a file in a commit, as they are stored: no filter is run.
    ///
    /// - Parameters:
    ///   - path: Relative to the folder.
    ///   - commit: Which commit.
    /// - Returns: The bytes; absent if the commit has no such file.
    /// - Throws: `git-failed`, such as when a partial clone has not fetched it.
    package func contents(_ path: String, in commit: GitCommit) async throws(Diagnostic) -> [UInt8]? {
        // The literal path is looked up in the tree first: `COMMIT:PATH` would read `./` and `../` on its own terms.
        let entries = try await output(["ls-tree", "-z", commit.rawValue, "--", path])
        guard let entry = entries.split(separator: 0).first else { return nil }
        // MODE TYPE ID TAB PATH
        let words = entry.prefix { $0 != UInt8(ascii: "\t") }.split(separator: UInt8(ascii: " "))
        guard words.count == 3, words[1].elementsEqual("blob".utf8) else { return nil }
        return try await output(["cat-file", "blob", String(decoding: words[2], as: UTF8.self)])
    }

    /// Splits at NUL bytes and sorts; what is no UTF-8 is left out.
    private static func paths(_ output: [UInt8]) -> [String] {
        output.split(separator: 0).compactMap { String(validating: $0, as: UTF8.self) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}

extension Diagnostic {
    fileprivate static func unknownRef(_ name: String) -> Diagnostic {
        .error(
            "unknown-ref", "`\(name)` names no commit here",
            remedy: "give a branch, a tag or a commit; in CI fetch it first (`git fetch origin`)")
    }
}
