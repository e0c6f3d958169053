import Support
import Topology
import Workspace

@testable import Bundles

/// A repository with one package in a private copy, and its installation with the programs of a search path of its own.
struct InstallationGround: Sendable {
    /// The copy.
    let copy: PrivateCopy
    /// The package.
    let unit: DeployableUnit
    private let context: BundleContext
    private let surroundings: RunSurroundings
    private let tools: PrivateTools

    /// Makes a repository with a package, copies it, and hands it to `body` with a search path of its own.
    static func with(
        _ files: [String: String], package path: String, searchPath: String, in folder: String,
        _ body: (InstallationGround) async throws -> Void
    ) async throws {
        let root = "\(folder)/repository"
        try write(files, into: root)
        let listed = try await RepositoryFiles.scan(root: root, runner: ProcessToolRunner())
        let copy = try await PrivateCopy.make(of: listed, in: "/tmp")
        do {
            try await body(make(copy, package: path, searchPath: searchPath, in: folder))
        } catch {
            try? await copy.remove()
            throw error
        }
        try await copy.remove()
    }

    private static func make(
        _ copy: PrivateCopy, package path: String, searchPath: String, in folder: String
    ) async throws -> InstallationGround {
        let monorepo = try await Monorepo.read(root: copy.tree, runner: ProcessToolRunner())
        let catalogue = Catalogue.standard
        let found = await TopologyBuilder.recognise(
            monorepo: monorepo, frameworks: catalogue.frameworks, platforms: catalogue.platforms,
            datastores: catalogue.datastores)
        guard let package = found.graph.package(at: path),
            let contents = found.view.packages.first(where: { $0.path == path })
        else { throw Diagnostic.error("test", "no package at \(path)") }
        try FileSystemAccess.makeFolder("\(folder)/home", withParents: true)
        let environment = ["PATH": searchPath, "HOME": "\(folder)/home", "LOG": "\(folder)/log", "LANG": "C.UTF-8"]
            .merging(proxies) { own, _ in own }
        let surroundings = RunSurroundings(
            runner: ProcessToolRunner(), environment: environment, tools: ToolLocator(searchPath: searchPath),
            progress: SilentProgress())
        return InstallationGround(
            copy: copy,
            unit: DeployableUnit(package: package, contents: contents, components: [], isMonorepo: true),
            context: BundleContext(
                repository: found.view, graph: found.graph, catalogue: catalogue, knownIssues: monorepo.knownIssues),
            surroundings: surroundings,
            tools: PrivateTools(copy: copy, surroundings: surroundings, timeLimit: .seconds(300)))
    }

    /// What leads to a registry on this machine.
    private static var proxies: [String: String] {
        UserEnvironment.current.filter { name, _ in
            let upper = name.uppercased()
            return ["PIP_", "UV_", "SSL_", "REQUESTS_", "HTTP", "NO_PROXY", "ALL_PROXY"].contains {
                upper.hasPrefix($0)
            }
        }
    }

    /// Installs the package; nil where that succeeded.
    func install() async -> Check? {
        await Installations(
            copy: copy, surroundings: surroundings, timeLimit: .seconds(300), units: [unit], tools: tools
        ).install(unit, in: context)
    }

    /// The changes of manifest and lock file that adding a dependency makes.
    func add(_ dependency: String) async throws -> [FileChange] {
        try await DependencyAddition(
            in: copy.temporary, surroundings: surroundings, timeLimit: .seconds(300), tools: tools
        ).changes(adding: [dependency], to: unit, with: [], context.catalogue)
    }

    /// Runs a program of the copy.
    func run(_ program: String, _ arguments: [String]) async throws -> ToolResult {
        try await ProcessToolRunner().run(
            ToolCommand(program, arguments, in: "\(copy.tree)/\(unit.path)", environment: surroundings.environment))
    }
}

/// Programs that write down how they are called, in a folder that is the whole search path.
struct StandInPrograms: Sendable {
    /// Absolute path of the folder.
    let folder: String

    /// Makes an empty folder.
    init(in parent: String) throws {
        folder = "\(parent)/programs"
        try FileSystemAccess.makeFolder(folder)
    }

    /// The lines of a program that writes down its name, its arguments and the variables that are asked for.
    static let record = """
        #!/bin/sh
        name=${0##*/}
        echo "$name $*" >>"$LOG"
        export -p >>"$LOG.variables"

        """

    /// Writes a program.
    func add(_ name: String, _ lines: String = "") throws {
        try FileSystemAccess.write(Array((Self.record + lines).utf8), to: "\(folder)/\(name)", mode: 0o755)
    }

    /// An npm that installs a program of the package's name below `--prefix`.
    func addNpm() throws {
        try add(
            "npm",
            """
            [ "$1 $2" = "install --prefix" ] || exit 0
            for last; do :; done
            bin=$3/node_modules/.bin
            /bin/mkdir -p "$bin"
            name=${last%@*}
            case $name in *cli-dist) name=yarn ;; esac
            /bin/cp "$0" "$bin/$name"
            """)
    }

    /// A Python of a version whose virtual environments have a pip that installs a program of the project's name.
    func addPython(_ version: String, as name: String = "python3") throws {
        try add(
            name,
            """
            case $* in
            --version) echo "Python \(version)" ;;
            "-m venv "*)
                for last; do :; done
                /bin/mkdir -p "$last/bin"
                { echo '#!/bin/sh'; echo 'echo "pip $*" >>"$LOG"'; echo 'for last; do :; done';
                  echo '/bin/cp "\(folder)/recorder" "${0%/*}/$last"'; } >"$last/bin/pip"
                /bin/chmod 755 "$last/bin/pip" ;;
            esac
            """)
        try add("recorder")
    }
}
