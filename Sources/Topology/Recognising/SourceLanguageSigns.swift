import Workspace

/// What a package must have to be written in a language: quicker to ask than every framework of the language.
package enum SourceLanguageSigns {
    /// Endings of files; languages that are not listed need none of their own.
    private static let endings: [String: [String]] = [
        "python": ["py"], "go": ["go"], "rust": ["rs"], "elixir": ["ex", "exs"], "swift": ["swift"], "php": ["php"],
        "ruby": ["rb", "ru"], "csharp": ["csproj", "fsproj", "vbproj"],
        "java": ["java", "kt", "kts", "groovy", "scala"],
        "kotlin": ["kt", "kts", "java", "conf", "yaml", "yml"],
    ]

    /// Whether a package may be written in a language.
    package static func mayHave(_ language: String, _ package: PackageContents) -> Bool {
        guard let endings = endings[language] else { return true }
        return package.own.endings.contains(where: endings.contains)
            // A worker of Ruby may be a Gemfile and a configuration.
            || (language == "ruby" && package.has("Gemfile"))
    }
}
