import Workspace

/// An application for phones: it reaches its users through a store, by itself.
struct MobileRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard
            let place = expo(question) ?? native(question) ?? flutter(question) ?? dotNet(question) ?? android(question)
        else { return [] }
        return [RoleSign(.mobile, deploys: true, .kind, "an application for phones", at: place)]
    }

    /// docs.expo.dev, "Configure with app config".
    private func expo(_ question: RoleQuestion) -> FilePlace? {
        guard question.dependency(["expo"], in: .node) != nil, !isLibrary(question) else { return nil }
        return question.first(of: ["app.json", "app.config.ts", "app.config.js", "app.config.mjs", "eas.json"])
    }

    /// reactnative.dev, "Get Started Without a Framework"; capacitorjs.com, "Capacitor Configuration".
    private func native(_ question: RoleQuestion) -> FilePlace? {
        guard !isLibrary(question) else { return nil }
        if let declared = question.dependency(["react-native"], in: .node), declared.kind == .production,
            question.contents.has("app.json"),
            !question.contents.files.under(ManifestStore.path("android", in: question.contents.path)).isEmpty
        {
            return question.place("app.json")
        }
        guard question.dependency(["@capacitor/core"], in: .node) != nil else { return nil }
        return question.first(of: ["capacitor.config.ts", "capacitor.config.json", "capacitor.config.js"])
    }

    /// docs.flutter.dev, "Flutter project structure".
    private func flutter(_ question: RoleQuestion) -> FilePlace? {
        guard question.contents.has("pubspec.yaml"), question.contents.has("lib/main.dart") else { return nil }
        let document = question.contents.manifests.document(
            ManifestStore.path("pubspec.yaml", in: question.contents.path))
        guard document?.root[path: "dependencies", "flutter"] != nil else { return nil }
        return question.place("lib/main.dart")
    }

    /// learn.microsoft.com/dotnet/maui, "Project structure".
    private func dotNet(_ question: RoleQuestion) -> FilePlace? {
        for path in question.surroundings.view.manifests.dotNetProjectPathsByFolder[question.contents.path] ?? [] {
            guard let text = question.contents.files.text(path), text.contains("<UseMaui>true"),
                text.contains("<OutputType"), text.contains("Exe</OutputType>")
            else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return FilePlace(path, line: (lines.firstIndex { $0.contains("<UseMaui>true") } ?? 0) + 1)
        }
        return nil
    }

    /// developer.android.com, "Configure your build": a module with an application's plugin and manifest.
    private func android(_ question: RoleQuestion) -> FilePlace? {
        guard question.contents.has("src/main/AndroidManifest.xml") else { return nil }
        for name in ["build.gradle", "build.gradle.kts"] {
            guard let path = question.contents.repositoryPath(name), let text = question.contents.files.text(path),
                text.contains("com.android.application") || text.contains("android.application")
            else { continue }
            return FilePlace(path, line: 1)
        }
        return nil
    }

    private func isLibrary(_ question: RoleQuestion) -> Bool {
        !question.importers.isEmpty || question.node?.isPrivate != true && question.publication != nil
    }
}
