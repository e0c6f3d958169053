import Workspace

/// A `CNAME` file of GitHub Pages and its like: one name, in what is published (docs.github.com, "Managing a custom domain
/// for your GitHub Pages site").
struct CNAMEFileSource: DomainSource {
    func signs(in view: RepositoryView) -> [DomainSign] {
        view.files.named("CNAME").compactMap { path in
            guard let text = view.files.text(path), text.utf8.count < 256,
                let line = text.split(separator: "\n").first, let host = PublicHost.of(line.trimmed)
            else { return nil }
            return DomainSign(
                host, package: view.package(holding: path)?.path, "domain", at: FilePlace(path, line: 1))
        }
    }
}
