import Workspace

/// A manifest that is made for publishing, in a package that nothing starts: it serves whoever installs it.
struct ImportableRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let place = question.publication, question.image == nil,
            StartCommand(question).place == nil
        else { return [] }
        return [RoleSign(.library, deploys: false, .imported, "a published manifest, and nothing starts it", at: place)]
    }
}

/// A package that is published for others, and others of the repository use it.
struct PublishedLibraryRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard let place = question.publication, !question.importers.isEmpty else { return [] }
        return [RoleSign(.library, deploys: false, .published, "published, and used by others", at: place)]
    }
}

/// What a manifest says about publishing.
enum Publication {
    /// The line that says so; nil where nothing does.
    static func place(_ question: RoleQuestion) -> FilePlace? { node(question) ?? python(question) ?? rust(question) }

    /// `publishConfig`, or something to import, a list of files and no `private` (docs.npmjs.com, package.json).
    private static func node(_ question: RoleQuestion) -> FilePlace? {
        // angular.dev, "Creating libraries".
        if question.contents.has("ng-package.json") { return question.place("ng-package.json") }
        if let packer = question.dependency(["ng-packagr"], in: .node),
            let text = question.contents.contents("angular.json"),
            text.firstRange(of: Array("\"application\"".utf8)) == nil
        {
            return packer.place
        }
        guard let manifest = question.node, manifest.isPrivate != true else { return nil }
        let document = manifest.document
        if let member = document.root.members.first(where: { $0.key == "publishConfig" }) {
            return document.place(of: member)
        }
        guard manifest.isImportable, let files = document.root.members.first(where: { $0.key == "files" }) else {
            return nil
        }
        return document.place(of: files)
    }

    /// Classifiers are read by an index alone (packaging.python.org, "Writing your pyproject.toml").
    private static func python(_ question: RoleQuestion) -> FilePlace? {
        guard let manifest = question.contents.pythonManifest,
            let document = question.contents.manifests.document(manifest.path)
        else { return nil }
        let table = document.root["project"] ?? document.root[path: "tool", "poetry"]
        let member = table?.members.first { $0.key == "classifiers" }
        let isPrivate = member?.value.elements.contains { $0.string?.hasPrefix("Private ::") ?? false } ?? false
        return isPrivate ? nil : member.map { document.place(of: $0) }
    }

    /// A registry asks for a description and a licence; `publish = false` keeps a crate back (doc.rust-lang.org, "The
    /// Manifest Format").
    private static func rust(_ question: RoleQuestion) -> FilePlace? {
        guard let path = question.contents.repositoryPath("Cargo.toml"), question.contents.has("Cargo.toml"),
            let document = question.contents.manifests.document(path), let package = document.root["package"],
            package["publish"]?.boolean != false, package["description"] != nil,
            let license = package.members.first(where: { $0.key.hasPrefix("license") })
        else { return nil }
        return document.place(of: license)
    }
}
