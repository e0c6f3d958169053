import Workspace

/// A .NET project that is built into a program and has no web server: a worker where its SDK says so, else a command (learn.microsoft.com, ".NET project SDKs").
struct DotNetProgramRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        for path in question.surroundings.view.manifests.dotNetProjectPathsByFolder[question.contents.path] ?? [] {
            guard let project = question.surroundings.view.manifests.dotNetProject(at: path) else { continue }
            let place = FilePlace(path, line: 1)
            if let sdk = project.sdk, sdk.hasPrefix("Microsoft.NET.Sdk.Worker") {
                return [RoleSign(.worker, deploys: true, .code, "a worker of .NET", at: place)]
            }
            guard question.framework == nil, let text = question.contents.files.text(path),
                text.contains("<OutputType>Exe")
            else { continue }
            return [RoleSign(.cli, deploys: nil, .custom, "a program of .NET", at: place)]
        }
        return []
    }
}
