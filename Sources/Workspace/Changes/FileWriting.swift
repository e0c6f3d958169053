/// How a new file gets its mode and owner.
package enum NewFileAttributes: Sendable, Hashable {
    /// As `open(2)` does it: the mode without the bits of the user's umask, owned by the user.
    case fresh(mode: UInt32)
    /// Exactly as a file that it replaces; the owner where the user may set it.
    case like(FileAttributes)
}

/// Mode and owner of a file.
package struct FileAttributes: Sendable, Hashable {
    /// The permission bits, at most `0o7777`.
    package var mode: UInt32
    /// The user id.
    package var user: UInt32
    /// The group id.
    package var group: UInt32

    /// Makes the attributes.
    package init(mode: UInt32, user: UInt32, group: UInt32) {
        self.mode = mode
        self.user = user
        self.group = group
    }
}

/// The writing operations of a transaction, apart so that a test can let each of them fail.
///
/// Paths are relative to `root`. No operation follows a link below it, not even one that is put there meanwhile.
package protocol FileWriting: Sendable {
    /// Writes a file that is not there yet, and waits until it is on the disk.
    func createFile(
        _ path: String, in root: String, bytes: [UInt8], attributes: NewFileAttributes
    ) throws(Diagnostic)

    /// Renames a file or folder; a file in the way is replaced.
    func rename(_ path: String, to newPath: String, in root: String) throws(Diagnostic)

    /// Renames a file; one in the way is an error.
    func place(_ path: String, at newPath: String, in root: String) throws(Diagnostic)

    /// Takes a file away; one that is not there is no error.
    func removeFile(_ path: String, in root: String) throws(Diagnostic)

    /// Makes a folder; its parent is there, and it is not.
    func makeFolder(_ path: String, in root: String, mode: UInt32) throws(Diagnostic)

    /// Takes a folder away if it is empty; one that is not empty or not there is no error.
    func removeFolder(_ path: String, in root: String) throws(Diagnostic)

    /// Takes a folder away with all that is in it; one that is not there is no error. Only for our own folder.
    func removeTree(_ path: String, in root: String) throws(Diagnostic)

    /// Waits until the names in a folder are on the disk; `.` is the root.
    func syncFolder(_ path: String, in root: String) throws(Diagnostic)
}
