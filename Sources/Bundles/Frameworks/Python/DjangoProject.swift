import Topology
import Workspace

/// A Django project: its `manage.py`, its settings and the object that a server runs.
struct DjangoProject: Sendable {
    /// The files.
    let sources: PythonSources
    /// The line of `manage.py` that names the settings.
    let place: FilePlace
    /// The folder of `manage.py`, from which imports resolve.
    let folder: String
    /// The module of the settings, such as `shop.settings`.
    let settings: String
    /// The object of `wsgi.py`, such as `shop.wsgi:application`; nil where there is none.
    let wsgi: String?
    /// The object of `asgi.py`; nil where there is none.
    let asgi: String?

    /// Finds the project of a package: a `manage.py` that names the settings (docs.djangoproject.com,
    /// "django-admin and manage.py"), the shallowest where there are several.
    init?(_ sources: PythonSources) {
        let managers = sources.paths.filter { RelativePath.baseName(of: $0) == "manage.py" }
        let shallow = managers.min { ($0.split(separator: "/").count, $0) < ($1.split(separator: "/").count, $1) }
        guard let path = shallow, let module = sources.module(path),
            let site = module.calls.first(where: { call in
                call.method == "setdefault" && call.firstString == "DJANGO_SETTINGS_MODULE"
            }), site.arguments.count > 1, let settings = site.arguments[1].stringValue
        else { return nil }
        self.sources = sources
        self.settings = settings
        folder = RelativePath.folder(of: path)
        place = FilePlace(path, line: site.line)
        wsgi = Self.object("get_wsgi_application", folder, sources)
        asgi = Self.object("get_asgi_application", folder, sources)
    }

    private static func object(_ getter: String, _ folder: String, _ sources: PythonSources) -> String? {
        for path in sources.paths(containing: [getter + "("]) where RelativePath.isInside(path, folder) {
            guard let module = sources.module(path),
                let assignment = module.assignments.first(where: { $0.function == nil && $0.call?.method == getter })
            else { continue }
            return PythonApplication.module(path, from: folder) + ":" + assignment.target
        }
        return nil
    }

    // MARK: Routes

    /// Routes of `urlpatterns`, from the root module of URLs through `include` (docs.djangoproject.com,
    /// "URL dispatcher").
    var routes: [PythonRoute] {
        guard let root = rootURLs else { return [] }
        var found: [PythonRoute] = []
        collect(root, prefix: "/", depth: 0, into: &found)
        return found
    }

    /// The file that `ROOT_URLCONF` names, else the `urls.py` beside the settings.
    private var rootURLs: String? {
        for path in sources.paths(containing: ["ROOT_URLCONF"]) {
            guard let name = sources.module(path)?.topAssignment("ROOT_URLCONF")?.stringValue else { continue }
            if let file = sources.file(ofModule: name, level: 0, from: place.path) { return file }
        }
        let parent = settings.split(separator: ".").first.map(String.init) ?? settings
        return sources.file(ofModule: parent + ".urls", level: 0, from: place.path)
    }

    private func collect(_ path: String, prefix: String, depth: Int, into found: inout [PythonRoute]) {
        guard depth < 6, let module = sources.module(path) else { return }
        for site in module.calls where site.callee == "path" || site.callee == "re_path" || site.callee == "url" {
            guard let text = site.firstString, site.arguments.count > 1 else { continue }
            let pattern = site.callee == "path" ? text : Self.literal(text)
            let target = site.arguments[1]
            if module.tokens.isName(target.tokens.lowerBound, "include") {
                let call = module.calls.first { $0.tokens.lowerBound == target.tokens.lowerBound }
                guard let name = call?.firstString,
                    let file = sources.file(ofModule: name, level: 0, from: place.path)
                else { continue }
                collect(file, prefix: prefix + pattern, depth: depth + 1, into: &found)
                continue
            }
            let name = module.text.string(in: target.value).split(separator: "(").first.map(String.init) ?? ""
            found.append(
                PythonRoute(
                    path: prefix + pattern, handler: sources.symbol(name, in: path),
                    place: FilePlace(path, line: site.line), answersGet: true))
        }
    }

    /// A regular expression of nothing but letters between its anchors, as a path; others as they are.
    private static func literal(_ pattern: String) -> String {
        var text = pattern[...]
        if text.hasPrefix("^") { text = text.dropFirst() }
        if text.hasSuffix("$") { text = text.dropLast() }
        if text.hasSuffix("/?") { text = text.dropLast(2) }
        return String(text)
    }
}
