/// Writes words for a POSIX shell.
package enum ShellText {
    /// A word as a shell reads it back: in single quotes, unless it needs none.
    ///
    /// - Parameter word: Any text without a NUL.
    /// - Returns: The word, quoted or not.
    package static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-_./:@%+=,".utf8.contains(byte)
            }
        }
        guard word.isEmpty || !isPlain else { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// A text as part of a comment: whatever ends a line or moves the cursor becomes a space.
    package static func comment(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { YAMLText.isPrintable($0) ? $0 : " " }))
    }
}
