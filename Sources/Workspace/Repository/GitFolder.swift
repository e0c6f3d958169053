#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The `.git` folder at the top of a working tree, where it is the ordinary one.
///
/// Starting git takes longer than reading what it would read. Wherever git might see something else than the plain
/// files say, there is no such value, and git is asked: linked worktrees, submodules, a configuration that moves the
/// working tree or includes another one, a folder of somebody else.
struct GitFolder: Sendable {
    /// The absolute path of the working tree.
    let root: String

    /// The largest index that is read; a million files need about 100 MB.
    private static let largestIndex = 1 << 30
    /// The largest configuration that is read.
    private static let largestConfiguration = 1 << 20

    /// Looks at the folder at the top of a working tree; nil where git must be asked.
    init?(atTopOf root: String) {
        self.root = root
        var information = stat()
        // Git refuses a repository of another user unless its configuration allows it.
        guard lstat("\(root)/.git", &information) == 0, information.st_mode & S_IFMT == S_IFDIR,
            information.st_uid == geteuid(),
            FileSystemAccess.isFolder("\(root)/.git/objects"), FileSystemAccess.isFolder("\(root)/.git/refs"),
            FileSystemAccess.information("\(root)/.git/HEAD")?.kind == .regular,
            let configuration = try? FileSystemAccess.read("\(root)/.git/config", limit: Self.largestConfiguration),
            Self.isOrdinary(configuration)
        else { return nil }
        guard lstat(root, &information) == 0, information.st_uid == geteuid() else { return nil }
    }

    /// The tracked files; nil where git must be asked.
    func tracked() -> GitListing? {
        // Git puts a new index in the place of the old one, so that what is mapped stays as it is.
        FileSystemAccess.withMapped("\(root)/.git/index", limit: Self.largestIndex) { GitIndex.listing($0) } ?? nil
    }

    /// Where git has the working tree.
    var place: GitPlace { GitPlace(topLevel: root, gitFolder: root + "/.git", prefix: "") }

    /// Extensions that change nothing of which files there are (git-config(1), `extensions.*`).
    private static let extensions: [String] = ["objectformat=", "partialclone=", "refstorage=", "noop="]

    /// Whether a configuration leaves the working tree where it is, and is all there is.
    static func isOrdinary(_ configuration: [UInt8]) -> Bool {
        var isInExtensions = false
        for line in String(decoding: configuration, as: UTF8.self).lowercased().split(whereSeparator: \.isNewline) {
            let words = line.filter { !$0.isWhitespace }
            if words.contains("worktree") || words.hasPrefix("[include") { return false }
            if words.hasPrefix("bare"), words != "bare=false" { return false }
            if words.hasPrefix("repositoryformatversion"), !words.hasSuffix("=0"), !words.hasSuffix("=1") {
                return false
            }
            if words.hasPrefix("[") { isInExtensions = words.hasPrefix("[extensions") }
            let isEntry = !words.hasPrefix("[") && !words.hasPrefix("#") && !words.hasPrefix(";") && !words.isEmpty
            if isInExtensions, isEntry, !extensions.contains(where: { words.hasPrefix($0) }) { return false }
        }
        return true
    }
}
