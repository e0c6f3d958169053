package import Topology
import Workspace

/// ASP.NET Core and Blazor (learn.microsoft.com): a program that builds a web host.
package struct AspNetCoreFramework: KnownFramework {
    package let id = "aspnetcore"
    package let name = "ASP.NET Core"
    package let language = "csharp"
    package let proof = Proof.snippet

    /// Kestrel's port where nothing configures one ("Configure endpoints for the ASP.NET Core Kestrel web server").
    private static let port = 5000
    /// The port of the images of .NET 8 and newer, and that of older ones ("Default ASP.NET Core port changed from 80 to 8080").
    private static let imagePorts = (new: 8080, old: 80)
    private static let hosts: Set<String> = [
        "WebApplication.CreateBuilder", "WebApplication.CreateSlimBuilder", "WebApplication.CreateEmptyBuilder",
        "WebApplication.Create", "WebHost.CreateDefaultBuilder", "WebAssemblyHostBuilder.CreateDefault",
        "WebHostBuilder",
    ]
    private static let pages: Set<String> = [
        "MapRazorComponents", "AddRazorComponents", "AddServerSideBlazor", "MapBlazorHub",
        "AddInteractiveServerComponents",
    ]

    /// Makes the entry.
    package init() {}

    /// The web SDK, and a call that builds a web host.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let program = DotNetProgram(package) else { return nil }
        let isBrowser = program.sdks.contains("Microsoft.NET.Sdk.BlazorWebAssembly")
        // Service defaults that a worker references bring the framework with them.
        let isWeb =
            !program.sdks.isDisjoint(with: ["Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Worker"])
            || Self.referencesFramework(program)
        guard isBrowser || isWeb, let host = Self.host(program) else { return nil }
        var evidence = [Evidence("framework", id, at: host), Evidence("framework", id, at: program.place)]
        if isBrowser {
            // Files for the browser; whoever serves them says how.
            return FrameworkMatch(type: .frontend, confidence: 88, evidence: evidence)
        }
        evidence.append(Evidence("start", program.start, at: program.place))
        let port = Self.port(program)
        if let place = port.place { evidence.append(Evidence("port", String(port.number), at: place)) }
        let health = DotNetHealth(program: program).best
        if let health, health.isForDevelopment {
            evidence.append(Evidence("healthOnlyIn", "Development", at: health.route.place))
        }
        let page = program.sources(mentioning: Array(Self.pages)).first { Self.pages.contains($0.method) }
        return FrameworkMatch(
            type: page == nil ? .backend : .frontend, confidence: 90, evidence: evidence, start: program.start,
            port: port.number, health: health?.route)
    }

    /// `<FrameworkReference Include="Microsoft.AspNetCore.App" />` in a project of the plain SDK.
    private static func referencesFramework(_ program: DotNetProgram) -> Bool {
        guard case .success(let document) = program.package.manifests.xml(program.project.path) else { return false }
        return document.root.children(named: "ItemGroup").flatMap { $0.children(named: "FrameworkReference") }
            .contains { $0.attribute("Include") == "Microsoft.AspNetCore.App" }
            && program.property("OutputType")?.lowercased() == "exe"
    }

    private static func host(_ program: DotNetProgram) -> FilePlace? {
        let sources = program.sources(mentioning: ["WebApplication", "WebHost", "WebAssemblyHostBuilder"])
        let shown = sources.first { site in
            hosts.contains(site.callee) || site.method == "ConfigureWebHostDefaults" || site.method == "UseStartup"
        }
        return shown.map { $0.file.place($0.site.line) }
    }

    /// The port of code or settings, else that of the image or of Kestrel.
    private static func port(_ program: DotNetProgram) -> (number: Int, place: FilePlace?) {
        for file in program.sources(mentioning: ["UseUrls", "Run(", "RunAsync(", "Listen"]).files {
            for site in file.calls.calls(ofMethods: ["UseUrls", "Run", "RunAsync"]) {
                if let port = site.firstString.flatMap(port(ofURL:)) { return (port, file.place(site.line)) }
            }
            for site in file.calls.calls(ofMethods: ["ListenAnyIP", "ListenLocalhost"]) {
                guard let first = site.arguments.first else { continue }
                if let port = Int(file.calls.tokens.spelling(first.tokens.lowerBound)) {
                    return (port, file.place(site.line))
                }
            }
        }
        if let found = settings(program) { return (found.number, found.place) }
        guard program.package.has("Dockerfile") else { return (port, nil) }
        return ((program.version ?? 8) >= 8 ? imagePorts.new : imagePorts.old, nil)
    }

    /// `Urls`, or an endpoint of Kestrel, in `appsettings.json`.
    private static func settings(_ program: DotNetProgram) -> (number: Int, place: FilePlace)? {
        for name in ["appsettings.json", "appsettings.Production.json"] {
            guard let path = program.package.repositoryPath(name),
                let document = program.package.manifests.lenientDocument(path)
            else { continue }
            let endpoints = document.root["Kestrel"]?["Endpoints"]?.members.compactMap { $0.value["Url"] } ?? []
            for node in [document.root["Urls"], document.root["urls"]].compactMap(\.self) + endpoints {
                if let port = node.string.flatMap(port(ofURL:)) { return (port, document.place(of: node)) }
            }
        }
        return nil
    }

    /// The port of `http://*:5001`; of several addresses the first.
    private static func port(ofURL text: String) -> Int? {
        let first = text.prefix { $0 != ";" }
        guard first.hasPrefix("http"), let colon = first.lastIndex(of: ":"), !first[colon...].hasPrefix("://") else {
            return nil
        }
        return Int(first[first.index(after: colon)...].prefix { $0.isNumber })
    }
}
