import Workspace

/// What other programs load from their store: extensions of browsers, plugins of Grafana, extensions of editors.
struct ExtensionRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        if let place = browser(question) {
            return [RoleSign(.frontend, deploys: true, .kind, "an extension of browsers", at: place)]
        }
        if let place = editor(question) {
            return [RoleSign(.tooling, deploys: false, .kind, "an extension of an editor", at: place)]
        }
        guard let place = grafana(question) else { return [] }
        let published = publishing(question)
        return [
            RoleSign(
                .frontend, deploys: published == nil ? nil : true, .image, "a plugin of Grafana", at: published ?? place
            )
        ]
    }

    /// developer.chrome.com, "Manifest file format".
    private func browser(_ question: RoleQuestion) -> FilePlace? {
        guard question.node != nil else { return nil }
        for name in ["manifest.json", "src/manifest.json", "public/manifest.json"] where question.contents.has(name) {
            let place = question.place(name)
            guard let document = question.contents.manifests.lenientDocument(place.path),
                let version = document.root["manifest_version"]
            else { continue }
            return document.place(of: version)
        }
        return question.dependency(["wxt", "plasmo"], in: .node)?.place
    }

    /// code.visualstudio.com/api/references/extension-manifest.
    private func editor(_ question: RoleQuestion) -> FilePlace? {
        guard let document = question.node?.document, let engine = document.root[path: "engines", "vscode"] else {
            return nil
        }
        return document.place(of: engine)
    }

    /// grafana.com/developers/plugin-tools, "Plugin metadata (plugin.json)".
    private func grafana(_ question: RoleQuestion) -> FilePlace? {
        guard question.contents.has("src/plugin.json"), question.node != nil else { return nil }
        let place = question.place("src/plugin.json")
        let type = question.contents.manifests.lenientDocument(place.path)?.root["type"]
        return ["app", "panel", "datasource"].contains(type?.string) ? place : nil
    }

    /// The line of a workflow that hands it to Grafana's catalogue.
    private func publishing(_ question: RoleQuestion) -> FilePlace? {
        let marks: [String] = ["grafana.com/api/plugins", "@grafana/sign-plugin", "grafana/plugin-actions"]
        for path in question.contents.files.under(".github/workflows") {
            guard let text = question.contents.files.text(path) else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            if let index = lines.firstIndex(where: { line in marks.contains { line.contains($0) } }) {
                return FilePlace(path, line: index + 1)
            }
        }
        return nil
    }
}
