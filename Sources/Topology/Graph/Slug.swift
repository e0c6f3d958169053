/// Names in `[a-z0-9-]` for files and resources.
package enum Slug {
    /// The slug of a package name without its scope, or of a path: `@acme/web` is `web`, `apps/My Api` is
    /// `apps-my-api`. Never empty.
    package static func of(_ name: String) -> String {
        let unscoped = name.hasPrefix("@") ? name.split(separator: "/").last.map(String.init) ?? name : name
        var slug = ""
        for character in unscoped.lowercased() {
            if character.isASCII, character.isLetter || character.isNumber {
                slug.append(character)
            } else if !slug.isEmpty, slug.last != "-" {
                slug.append("-")
            }
        }
        while slug.last == "-" { slug.removeLast() }
        return slug.isEmpty ? "root" : slug
    }
}
