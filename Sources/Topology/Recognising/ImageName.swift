/// The name of a container image (github.com/distribution/reference).
package struct ImageName: Sendable, Hashable {
    /// The name without tag and digest, such as `ghcr.io/acme/api`; what is not known in it stays as it is written.
    package let name: String
    /// Tag; nil where there is none.
    package let tag: String?

    /// Reads `registry/owner/name:tag@digest`.
    package init(_ text: String) {
        let plain = text.prefix { $0 != "@" }
        let slash = plain.lastIndex(of: "/") ?? plain.startIndex
        // `${TAG:-latest}` holds a colon of its own.
        let mark = plain[slash...].firstIndex { $0 == "$" || $0 == "{" } ?? plain.endIndex
        if let colon = plain[slash..<mark].lastIndex(of: ":") ?? Self.tagColon(plain, from: slash) {
            name = String(plain[..<colon])
            tag = String(plain[plain.index(after: colon)...])
        } else {
            name = String(plain)
            tag = nil
        }
    }

    private static func tagColon(_ text: Substring, from slash: Substring.Index) -> Substring.Index? {
        var depth = 0
        for index in text[slash...].indices {
            switch text[index] {
            case "{": depth += 1
            case "}": depth -= 1
            case ":" where depth == 0: return index
            default: break
            }
        }
        return nil
    }

    /// Path components without the registry's host, lower case.
    package var components: [String] {
        let parts = name.split(separator: "/").map { $0.lowercased() }
        guard parts.count > 1, let first = parts.first else { return parts }
        let isHost = first.contains(".") || first.contains(":") || first == "localhost" || first.contains("$")
        return isHost ? Array(parts.dropFirst()) : parts
    }

    /// The components joined: what is compared between files that name the registry differently.
    package var path: String { components.joined(separator: "/") }

    /// The last component, such as `api`; empty where only a variable names it.
    package var base: String {
        let last = components.last ?? ""
        return last.contains("$") || last.contains("{") ? "" : last
    }

    /// Whether it stands in the official library of Docker Hub: it names no owner.
    package var isOfficial: Bool {
        let parts = name.split(separator: "/")
        return parts.count == 1 || (parts.count == 2 && parts[0] == "library")
            || (parts.count == 3 && parts[0] == "docker.io" && parts[1] == "library")
    }
}
