import Workspace

/// Tells files that say nothing about the packages and edges of a repository.
enum PlainSource {
    /// Extensions of code, prose and media that no manifest reader reads.
    private static let extensions: Set<String> = [
        "ts", "tsx", "js", "jsx", "mjs", "cjs", "py", "pyi", "go", "rs", "rb", "erb", "php", "java", "kt", "scala",
        "cs",
        "fs", "ex", "heex", "eex", "c", "h", "cc", "cpp", "hpp", "m", "mm", "css", "scss", "sass", "less", "html",
        "vue",
        "svelte", "astro", "md", "mdx", "rst", "txt", "sql", "graphql", "gql", "proto", "sh", "png", "jpg", "jpeg",
        "gif",
        "svg", "webp", "avif", "ico", "pdf", "woff", "woff2", "ttf", "otf", "mp3", "mp4", "wasm", "snap", "csv", "map",
        "po", "ipynb",
    ]

    /// Names that are manifests in spite of their extension.
    private static let manifests: Set<String> = ["setup.py", "Package.swift"]

    /// Whether a change of this file leaves the packages and the edges between them as they are.
    static func isPlain(_ path: String) -> Bool {
        let name = RelativePath.baseName(of: path)
        guard !manifests.contains(name), RootInput.kind(of: name) == nil,
            let dot = name.utf8.lastIndex(of: UInt8(ascii: "."))
        else { return false }
        return extensions.contains(String(name[name.index(after: dot)...]).lowercased())
    }
}
