/// One reader of bytes with what must hold for each input: it ends, it does not trap, and the properties of its check.
package struct FuzzTarget: Sendable {
    /// How an input is checked.
    package enum Check: Sendable {
        /// At once. Gives what is wrong, nil where all holds.
        case direct(@Sendable ([UInt8]) -> String?)
        /// With tasks of its own.
        case suspending(@Sendable ([UInt8]) async -> String?)
    }

    /// The name, which is that of its folder of seeds.
    package let name: String
    /// How an input is checked.
    package let check: Check

    init(_ name: String, _ check: @escaping @Sendable ([UInt8]) -> String?) {
        self.name = name
        self.check = .direct(check)
    }

    init(_ name: String, suspending check: @escaping @Sendable ([UInt8]) async -> String?) {
        self.name = name
        self.check = .suspending(check)
    }

    /// What is wrong with an input; nil where all holds.
    package func complaint(about bytes: [UInt8]) async -> String? {
        switch check {
        case .direct(let check): check(bytes)
        case .suspending(let check): await check(bytes)
        }
    }
}

extension FuzzTarget {
    /// Every target: one for each format and for whatever else reads bytes of a repository.
    package static let all: [FuzzTarget] =
        [json, toml, yaml, xml, hcl, dotenv, dockerfile, procfile, markdown]
        + [javaScript, python, go, otherLanguages]
        + [filter, patterns, gitListing, gitIndex, shell, lockFiles, repository]

    /// The target of a name.
    package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}
