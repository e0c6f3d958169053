#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What is known about the terminal that we print to, and how text is made safe for it.
package enum Terminal {
    /// One of the three standard streams.
    package enum Channel: Int32, Sendable {
        /// Standard input.
        case input = 0
        /// Standard output.
        case output = 1
        /// Standard error.
        case error = 2
    }

    /// Whether a stream is a terminal.
    package static func isTerminal(_ channel: Channel) -> Bool { isatty(channel.rawValue) == 1 }

    /// The width of the terminal in columns; absent if the stream is none or does not say.
    package static func width(of channel: Channel) -> Int? { size(of: channel).map { Int($0.ws_col) } }

    /// The height of the terminal in lines; absent if the stream is none or does not say.
    package static func height(of channel: Channel) -> Int? { size(of: channel).map { Int($0.ws_row) } }

    private static func size(of channel: Channel) -> winsize? {
        var size = winsize()
        guard isTerminal(channel), ioctl(channel.rawValue, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
        return size.ws_col > 0 && size.ws_row > 0 ? size : nil
    }

    /// Text with everything that could steer a terminal, or turn the order of the line around, made visible.
    ///
    /// A file name of the repository may hold an escape sequence, and a comment the signs that hide what follows
    /// (Unicode Technical Report 36, bidirectional text).
    ///
    /// - Parameters:
    ///   - text: Text that came from a repository or a tool.
    ///   - keepsLines: Whether line feeds and tabs stay; otherwise they are made visible too.
    /// - Returns: The text, the same one if nothing in it is unsafe.
    package static func sanitised(_ text: String, keepsLines: Bool = true) -> String {
        guard text.unicodeScalars.contains(where: { isUnsafe($0, keepsLines: keepsLines) }) else { return text }
        var safe = ""
        for scalar in text.unicodeScalars {
            guard isUnsafe(scalar, keepsLines: keepsLines) else {
                safe.unicodeScalars.append(scalar)
                continue
            }
            switch scalar {
            case "\n": safe += "\\n"
            case "\t": safe += "\\t"
            case "\r": safe += "\\r"
            default: safe += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
        return safe
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar, keepsLines: Bool) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: !keepsLines
        case 0x00...0x1F, 0x7F...0x9F: true
        // Marks of direction and isolation, and the two separators that some terminals take for a new line.
        case 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        // Spaces and operators without width make two names look like one; the joiners of emoji and scripts stay.
        case 0x200B, 0x2060...0x2064, 0xFEFF: true
        default: false
        }
    }
}
