package import Topology
import Workspace

/// A .NET worker service (learn.microsoft.com, "Worker services in .NET"): hosted services and no requests.
package struct DotNetWorkerFramework: KnownFramework {
    package let id = "dotnet-worker"
    package let name = ".NET worker"
    package let language = "csharp"
    package let proof = Proof.snippet

    private static let hosts: Set<String> = [
        "Host.CreateApplicationBuilder", "Host.CreateDefaultBuilder", "Host.CreateEmptyApplicationBuilder",
        "HostBuilder", "HostApplicationBuilder",
    ]

    /// Makes the entry.
    package init() {}

    /// The worker SDK, or a host that runs hosted services and builds no web host.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let program = DotNetProgram(package), !program.sdks.contains("Microsoft.NET.Sdk.Web") else { return nil }
        let isWorker = program.sdks.contains("Microsoft.NET.Sdk.Worker")
        guard isWorker || program.property("OutputType")?.lowercased() == "exe" else { return nil }
        let sources = program.sources(mentioning: ["Host", "BackgroundService"])
        guard let host = sources.first(where: { Self.hosts.contains($0.callee) }) else { return nil }
        let service = sources.first { $0.method == "AddHostedService" }
        let isWeb = sources.first { $0.method == "ConfigureWebHostDefaults" } != nil
        guard isWorker || service != nil, !isWeb else { return nil }
        let shown = host.file.place(host.site.line)
        let evidence = [
            Evidence("framework", id, at: shown), Evidence("framework", id, at: program.place),
            Evidence("start", program.start, at: program.place),
        ]
        return FrameworkMatch(type: .worker, confidence: 80, evidence: evidence, start: program.start)
    }
}
