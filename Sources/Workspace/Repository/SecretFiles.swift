/// Which files may hold a secret, and so never get into a private copy.
package enum SecretFiles {
    /// The endings of `.env` files that hold no values of a real installation.
    private static let examples: [String] = [".example", ".sample", ".template"]

    /// Names of key files of ssh(1), without `.pub`, and of credentials that tools put into a project.
    private static let names: Set<String> = [
        "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", ".netrc", "_netrc", ".pgpass",
        ".my.cnf", ".git-credentials", ".htpasswd", "credentials.json", "master.key",
    ]

    /// Endings of files that hold private keys.
    private static let endings: [String] = [
        ".pem", ".key", ".p12", ".pfx", ".keystore", ".jks", ".p8", ".ppk", ".kdbx", ".asc.key",
    ]

    /// Whether a file is to be left out by its name alone.
    ///
    /// - Parameter path: With `/` as separator.
    /// - Returns: Whether it may hold a secret.
    package static func isSecret(_ path: String) -> Bool {
        let name = String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
            .lowercased()
        if name == ".env" || name.hasPrefix(".env.") || name.hasPrefix(".env-") || name.hasPrefix(".env_") {
            return !examples.contains { name.hasSuffix($0) }
        }
        // direnv's `.envrc` often holds exports of real values.
        if name == ".envrc" || names.contains(name) { return true }
        return endings.contains { name.hasSuffix($0) }
    }

    /// Whether a file has to be looked into: npm's configuration is needed to install, unless it holds a token.
    static func mustBeRead(_ path: String) -> Bool {
        path == ".npmrc" || path.hasSuffix("/.npmrc") || path == ".yarnrc.yml" || path.hasSuffix("/.yarnrc.yml")
    }

    /// Whether a package manager's configuration has a token or password in it rather than the name of a variable.
    ///
    /// - Parameter bytes: The contents of an `.npmrc` or `.yarnrc.yml`.
    /// - Returns: Whether there is one.
    static func holdsToken(_ bytes: [UInt8]) -> Bool {
        bytes.split(separator: UInt8(ascii: "\n")).contains { line in
            let text = String(decoding: line, as: UTF8.self)
            let trimmed = text.drop { $0 == " " || $0 == "\t" }
            guard let first = trimmed.first, first != "#", first != ";",
                let separator = trimmed.lastIndex(where: { $0 == "=" || $0 == ":" })
            else { return false }
            // A token in base64 ends with `=`: the name is what stands before the first `=`, or the last `:`.
            let end = trimmed.firstIndex(of: "=") ?? separator
            let key = trimmed[..<end].lowercased().filter { !" \t\"'".contains($0) }
            let value = trimmed[trimmed.index(after: end)...].drop { " \t\"'".contains($0) }
            let isCredential = ["_authtoken", "_auth", "_password", "npmauthtoken", "npmauthident"].contains {
                key.hasSuffix($0)
            }
            return isCredential && !value.isEmpty && !value.hasPrefix("${")
        }
    }
}
