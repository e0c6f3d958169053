import Support
import Testing
import Workspace

@testable import Bundles
@testable import Topology

/// Each platform on the layout that its own documentation describes.
@Suite struct PlatformRecognitionTests {
    private static func view(_ files: [String: String]) async throws -> RepositoryView {
        let monorepo = try await Monorepo.read(files: RepositoryFiles(files)).withSpecification()
        return await TopologyBuilder.recognise(
            monorepo: monorepo, frameworks: [], platforms: [], datastores: []
        ).view
    }

    @Test(arguments: PlatformSample.hosts + PlatformSample.clouds + PlatformSample.clusters)
    func `a platform is seen for the packages that its files name`(sample: PlatformSample) async throws {
        let view = try await Self.view(sample.files.merging(PlatformSample.packages) { own, _ in own })
        let platform = try #require(Catalogue.standard.platform(sample.platform))
        let found = platform.recognise(in: view).sorted { $0.package < $1.package }
        #expect(found.map(\.package) == sample.packages)
        let first = try #require(found.first)
        #expect(first.port == sample.port)
        #expect(first.probePath == sample.probe)
        #expect(first.evidence.first { $0.fact == "type" }?.value == sample.type)
        #expect(first.evidence.first { $0.fact == "domain" }?.value == sample.domain)
        #expect(first.evidence.first?.fact == "platform")
        #expect(first.evidence.first?.place.line == sample.line)
    }

    @Test(arguments: [
        ("kustomize", "k8s/kustomization.yaml", "resources: [api.yaml]\n"),
        ("argo-cd", "apps.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: api}\n"),
        (
            "flux", "flux.yaml",
            "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: api}\n"
        ),
        ("terraform", "main.tf", "terraform {}\n"), ("opentofu", "main.tofu", "terraform {}\n"),
        ("opentofu", ".terraform.lock.hcl", "provider \"registry.opentofu.org/hashicorp/aws\" {}\n"),
        ("pulumi", "Pulumi.yaml", "name: acme\nruntime: nodejs\n"), ("cdk", "cdk.json", "{}"),
        ("sst", "sst.config.ts", "export default $config({});\n"),
    ])
    func `what makes infrastructure is evidence about the repository`(
        id: String, file: String, text: String
    ) async throws {
        let view = try await Self.view(PlatformSample.packages.merging([file: text]) { $1 })
        let platform = try #require(Catalogue.standard.platform(id))
        #expect(platform.recognise(in: view).isEmpty)
        #expect(platform.repositoryEvidence(in: view).map(\.place.path) == [file])
        let others = Catalogue.standard.platforms.filter { $0.id != id }
        #expect(others.flatMap { $0.repositoryEvidence(in: view) }.isEmpty)
    }

    /// Files of the same name that are about something else.
    @Test(arguments: [
        ("heroku", "apps/api/app.json", #"{"expo": {"name": "app"}}"#),
        ("dokku", "apps/api/app.json", #"{"expo": {"name": "app"}}"#),
        ("app-engine", "apps/api/app.yaml", "apiVersion: v1\nkind: ConfigMap\nruntime: x\n"),
        ("lambda", "template.yaml", "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n"),
        ("kubernetes", "k8s/db.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: api:16\n"),
        ("netlify", "netlify.toml", "[build]\n  base = \"apps/gone\"\n"),
        ("copilot", "skills/manifest.yml", "name: api\ntype: Load Balanced Web Service\n"),
        ("kamal", "apps/api/config/deploy.yml", "jobs: []\n"),
        ("render", "examples/render.yaml", "services:\n  - {type: web, name: api, rootDir: apps/api}\n"),
        ("cloudflare-workers", "apps/web/wrangler.toml", "name = \"web\"\npages_build_output_dir = \"dist\"\n"),
    ])
    func `a file of the same name that says something else shows no package`(
        id: String, file: String, text: String
    ) async throws {
        var files = PlatformSample.packages
        files["apps/api/Dockerfile"] = nil
        files[file] = text
        let platform = try #require(Catalogue.standard.platform(id))
        let found = platform.recognise(in: try await Self.view(files)).map(\.package).filter { $0 != "." }
        #expect(found.isEmpty)
    }

    /// A platform that is described tells a person each step, and fills in the unit's name.
    @Test(arguments: Catalogue.standard.platforms.filter { $0 is any DescribedPlatform }.map(\.id))
    func `a described platform is deployed and taken back by hand`(id: String) async throws {
        let view = try await Self.view(PlatformSample.packages)
        let platform = try #require(Catalogue.standard.platform(id))
        let contents = try #require(view.packages.first { $0.path == "apps/api" })
        let package = PackageNode(name: "@acme/api", path: "apps/api", type: .backend, deploysIndependently: true)
        let unit = DeployableUnit(package: package, contents: contents, components: [], isMonorepo: true)
        guard
            case .byHand(let manual) = platform.delivery(
                of: unit, as: DeployNames(slug: "api", isAlone: true), in: view)
        else {
            Issue.record("\(id) is not deployed by hand")
            return
        }
        #expect(manual.provider == platform.name)
        #expect(!manual.steps.isEmpty)
        let rollback = try #require(platform.rollback(of: unit, as: DeployNames(slug: "api", isAlone: true), in: view))
        let texts = manual.steps + rollback.steps.flatMap { [$0.text] + $0.command }
        #expect(texts.allSatisfy { !$0.contains("UNIT") && !$0.contains("PATH") }, "\(texts)")
        let plan = try platform.planProbe(of: unit, path: "/health", in: view)
        #expect(plan.changes.isEmpty)
        switch platform.probe(of: unit, in: view) {
        case .dashboard: #expect(plan.requiredSetup.first?.contains("/health") == true)
        case .automatic, .none: #expect(plan.requiredSetup.isEmpty)
        case .configured, .missing: Issue.record("no file says that")
        }
    }
}
