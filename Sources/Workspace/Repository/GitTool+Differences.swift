/// A file that differs between two states of a repository.
package struct GitDifference: Sendable, Hashable {
    /// Path relative to the folder; bytes that are no UTF-8 became U+FFFD.
    package var path: String
    /// The id of its contents in the earlier commit; absent where it had no such file, or a link or submodule.
    package var before: String?
    /// The id of its contents in the later commit; absent where it has no such file, and for the working tree.
    package var after: String?
    /// Whether the file was there in the earlier state.
    package var wasThere: Bool
    /// Whether the file is there in the later state.
    package var isThere: Bool

    /// Makes a difference.
    package init(
        path: String, before: String? = nil, after: String? = nil, wasThere: Bool = true, isThere: Bool = true
    ) {
        self.path = path
        self.before = before
        self.after = after
        self.wasThere = wasThere
        self.isThere = isThere
    }
}

extension GitTool {
    /// The files below the folder that differ between two commits, or between a commit and the working tree, where
    /// untracked files that are not ignored count as added.
    ///
    /// A moved file counts with its old and its new path.
    ///
    /// - Parameters:
    ///   - base: The earlier commit.
    ///   - head: The later commit; the working tree if absent.
    /// - Returns: The differences, sorted by path.
    /// - Throws: `git-failed`, such as in a shallow clone that has not the base's files; `interrupted`.
    package func differences(
        since base: GitCommit, until head: GitCommit? = nil
    ) async throws(Diagnostic) -> [GitDifference] {
        var found = try await trackedDifferences(since: base, until: head)
        if head == nil { found += try await untracked() }
        return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The same without the untracked files, in the order of git.
    ///
    /// - Parameters:
    ///   - base: The earlier commit.
    ///   - head: The later commit; the working tree if absent.
    ///   - filtered: Whether filters are still to be switched off.
    /// - Returns: The differences.
    /// - Throws: `git-failed`, `interrupted`.
    package func trackedDifferences(
        since base: GitCommit, until head: GitCommit? = nil, filtered: Bool = true
    ) async throws(Diagnostic) -> [GitDifference] {
        let tool = head == nil && filtered ? try await withoutFilters() : self
        let output = try await tool.output(
            [
                "diff", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv",
                "--ignore-submodules=dirty", "--relative", "-z", "--end-of-options", base.rawValue,
            ] + [head?.rawValue].compactMap(\.self) + ["--"])
        return Self.differences(output)
    }

    /// The untracked files that are not ignored, as added.
    private func untracked() async throws(Diagnostic) -> [GitDifference] {
        try await output(GitListing.untrackedArguments).split(separator: 0).map { path in
            GitDifference(
                path: String(decoding: path.last == UInt8(ascii: "/") ? path.dropLast() : path, as: UTF8.self),
                wasThere: false)
        }
    }

    /// Reads `:OLDMODE NEWMODE OLDID NEWID STATUS<NUL>PATH<NUL>` (git-diff(1), RAW OUTPUT FORMAT).
    private static func differences(_ output: [UInt8]) -> [GitDifference] {
        let records = output.split(separator: 0)
        return stride(from: 0, to: records.count - 1, by: 2).compactMap { index in
            let words = records[index].split(separator: UInt8(ascii: " "))
            guard words.count == 5 else { return nil }
            return GitDifference(
                path: String(decoding: records[index + 1], as: UTF8.self), before: blob(mode: words[0], id: words[2]),
                after: blob(mode: words[1], id: words[3]), wasThere: words[4].first != UInt8(ascii: "A"),
                isThere: words[4].first != UInt8(ascii: "D"))
        }
    }

    /// The id of a plain file; links and submodules have no contents of their own, and zeros stand for none.
    private static func blob(mode: ArraySlice<UInt8>, id: ArraySlice<UInt8>) -> String? {
        guard mode.suffix(6).starts(with: "100".utf8), id.contains(where: { $0 != UInt8(ascii: "0") }) else {
            return nil
        }
        return String(decoding: id, as: UTF8.self)
    }

    /// The contents of several objects, in one run of git.
    ///
    /// - Parameters:
    ///   - ids: Ids of file contents.
    ///   - limit: Larger ones are left out, in bytes.
    /// - Returns: The bytes by id; what the repository does not have (a partial clone) is not among them.
    /// - Throws: `git-failed`, `interrupted`.
    package func objects(
        _ ids: Set<String>, limit: Int = FileContents.largestFile
    ) async throws(Diagnostic) -> [String: [UInt8]] {
        guard !ids.isEmpty else { return [:] }
        let output = try await output(
            ["cat-file", "--batch"], input: Array(ids.sorted().joined(separator: "\n").utf8) + [10])
        var objects: [String: [UInt8]] = [:]
        var start = output.startIndex
        // ID TYPE SIZE<LF>CONTENTS<LF>, or ID " missing"<LF> (git-cat-file(1), BATCH OUTPUT).
        while let end = output[start...].firstIndex(of: 10) {
            let words = output[start..<end].split(separator: UInt8(ascii: " ")).map {
                String(decoding: $0, as: UTF8.self)
            }
            start = end + 1
            guard words.count == 3, let size = Int(words[2]), output.count - start > size else { continue }
            if size <= limit { objects[words[0]] = Array(output[start..<(start + size)]) }
            start += size + 1
        }
        return objects
    }

    /// Whether the history was cut off when the repository was cloned.
    package func isShallow() async throws(Diagnostic) -> Bool {
        try await result(["rev-parse", "--is-shallow-repository"]).output.hasPrefix("true")
    }
}

extension GitTool {
    /// The tags that a commit's history has, newest first, each with the commit that it means.
    ///
    /// - Throws: `git-failed`, `interrupted`.
    package func tags(reachableFrom commit: GitCommit) async throws(Diagnostic) -> [(name: String, commit: GitCommit)] {
        let output = try await output([
            "for-each-ref", "--merged=\(commit.rawValue)", "--sort=-creatordate",
            "--format=%(refname:strip=2) %(objectname) %(*objectname)", "refs/tags",
        ])
        return output.split(separator: 10).compactMap { line in
            let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
            // An annotated tag is an object of its own; what it points to comes last.
            guard words.count >= 2, let commit = words.last.flatMap(GitCommit.init(rawValue:)) else { return nil }
            return (words[0], commit)
        }
    }

    /// The address of the remote `origin`; absent without one.
    package func remoteAddress() async throws(Diagnostic) -> String? {
        let result = try await result(["config", "--get", "remote.origin.url"])
        return result.isSuccess ? result.output.split(separator: "\n").first.map(String.init) : nil
    }
}
