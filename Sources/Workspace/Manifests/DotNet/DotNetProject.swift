/// What one `.csproj`, `.fsproj` or `.vbproj` says (learn.microsoft.com, "MSBuild project file").
package struct DotNetProject: Sendable {
    /// A `PackageReference` or `ProjectReference`.
    package struct Reference: Sendable, Hashable {
        /// What it includes, with `/` as separator.
        package var include: String
        /// Version; empty where none is given.
        package var version: String
        /// Why it is needed.
        package var kind: DependencyKind
        /// Where it starts.
        package var place: FilePlace
    }

    /// Path of the file, relative to the root.
    package let path: String
    /// Name of the SDK, such as `Microsoft.NET.Sdk.Web`; nil for projects of the old form.
    package let sdk: String?
    /// Projects that it references.
    package let projects: [Reference]
    /// Packages that it references.
    package let packages: [Reference]

    /// Its folder.
    package var folder: String { RelativePath.folder(of: path) }

    /// The name of the file without its ending.
    package var name: String {
        let file = RelativePath.baseName(of: path)
        return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    }

    /// Endings of project files and the languages that they are for.
    package static let languages: [String: String] = ["csproj": "csharp", "fsproj": "fsharp", "vbproj": "visualbasic"]

    /// The language of a project file; nil for any other file.
    package static func language(ofProject path: String) -> String? {
        guard path.utf8.last == UInt8(ascii: "j"), let dot = path.lastIndex(of: ".") else { return nil }
        return languages[String(path[path.index(after: dot)...])]
    }

    /// Reads a parsed project file.
    init(_ document: XMLDocument) {
        path = document.path
        sdk = document.root.attribute("Sdk") ?? document.root["Sdk"]?.attribute("Name")
        projects = Self.items("ProjectReference", document)
        packages = Self.items("PackageReference", document)
    }

    /// The items of a kind in all item groups, those inside `Choose` included.
    static func items(_ name: String, _ document: XMLDocument) -> [Reference] {
        var found: [Reference] = []
        var open: [XMLElement] = [document.root]
        while let element = open.popLast() {
            for child in element.children {
                if child.localName == name {
                    found += references(child, document)
                } else if ["ItemGroup", "Choose", "When", "Otherwise"].contains(child.localName) {
                    open.append(child)
                }
            }
        }
        return found.sorted { $0.place < $1.place }
    }

    private static func references(_ item: XMLElement, _ document: XMLDocument) -> [Reference] {
        let included = item.attribute("Include") ?? item.attribute("Update") ?? ""
        let value = { (name: String) in item.attribute(name) ?? item[name]?.trimmedText }
        let isForBuild =
            value("OutputItemType") == "Analyzer" || value("ReferenceOutputAssembly")?.lowercased() == "false"
            || value("PrivateAssets")?.lowercased() == "all"
        let version = value("Version") ?? value("VersionOverride") ?? ""
        // One item may include several, set apart by semicolons.
        return included.split(separator: ";").map { part in
            let text = part.split(separator: " ").joined(separator: " ")
            return Reference(
                include: String(text.map { $0 == "\\" ? "/" : $0 }), version: version,
                kind: isForBuild ? .build : .production, place: document.place(of: item))
        }
    }
}

extension ManifestStore {
    /// A .NET project; nil where it cannot be read.
    package func dotNetProject(at path: String) -> DotNetProject? {
        derived("dotnet:" + path) {
            guard case .success(let document) = xml(path) else { return nil }
            return DotNetProject(document)
        }
    }

    /// Paths of all .NET project files, sorted.
    package var dotNetProjectPaths: [String] {
        derived("dotnet") {
            files.ending(in: ["proj"]).filter { DotNetProject.language(ofProject: $0) != nil && files.contains($0) }
        }
    }
}

extension ManifestStore {
    /// Paths of .NET project files by their folder.
    package var dotNetProjectPathsByFolder: [String: [String]] {
        derived("dotnet:folders") { Dictionary(grouping: dotNetProjectPaths) { RelativePath.folder(of: $0) } }
    }

    /// The versions of a `Directory.Packages.props`, by the name of the package in lower case.
    package func dotNetCentralVersions(_ path: String) -> [String: String] {
        derived("dotnet:central:" + path) {
            guard case .success(let document) = xml(path) else { return [:] }
            return Dictionary(
                DotNetProject.items("PackageVersion", document).map { ($0.include.lowercased(), $0.version) },
                uniquingKeysWith: { _, last in last })
        }
    }
}
