/// The programming languages that have a lexer.
package enum SourceLanguage: String, Sendable, Hashable, CaseIterable {
    /// Python 3.
    case python
    /// JavaScript, with JSX.
    case javaScript
    /// TypeScript without JSX, in which `<T>x` is a cast.
    case typeScript
    /// TypeScript with JSX.
    case tsx
    /// Go.
    case go
    /// Ruby.
    case ruby
    /// PHP.
    case php
    /// Java.
    case java
    /// Kotlin.
    case kotlin
    /// C#.
    case cSharp
    /// Rust.
    case rust
    /// Elixir.
    case elixir
    /// Swift.
    case swift

    /// The language of a file by the ending of its name; absent for anything else.
    package init?(path: String) {
        guard let dot = path.lastIndex(of: ".") else { return nil }
        let endings: [String: SourceLanguage] = [
            "py": .python, "js": .javaScript, "mjs": .javaScript, "cjs": .javaScript, "jsx": .javaScript,
            "ts": .typeScript, "mts": .typeScript, "cts": .typeScript, "tsx": .tsx, "go": .go, "rb": .ruby,
            "ru": .ruby, "php": .php, "java": .java, "kt": .kotlin, "kts": .kotlin, "cs": .cSharp, "rs": .rust,
            "ex": .elixir, "exs": .elixir, "swift": .swift,
        ]
        guard let language = endings[path[path.index(after: dot)...].lowercased()] else { return nil }
        self = language
    }

    /// Whether it is one of the three forms of JavaScript.
    package var isJavaScript: Bool { self == .javaScript || self == .typeScript || self == .tsx }
}
