import Topology
import Workspace

/// One database to back up, with everything that its files are made from.
struct BackupTarget: Sendable {
    /// The database.
    let component: SharedComponent
    /// How its engine is backed up.
    let recipe: BackupRecipe
    /// The engine's name, such as `PostgreSQL`.
    let engineName: String
    /// Path of the unit under which it is reported: its owner, else its first user that is deployed.
    let reporter: String
    /// Name of the environment variable that holds its address.
    let variable: String
    /// Where that variable is named; nil where only custom says so.
    let variablePlace: FilePlace?
    /// Whether the repository has no other database to back up: its files then have plain names.
    let isOnly: Bool

    /// The id of the component, which names its files and its folder in the storage.
    var id: String { component.id }

    /// The Package cell of its row: nil for one that serves several packages.
    var rowPackage: String? { component.usedBy.count > 1 ? nil : reporter }

    /// The words that show that a file of the repository is about this database rather than another.
    var names: [String] {
        [id, component.owner ?? reporter, RelativePath.baseName(of: component.owner ?? reporter)].filter { $0 != "." }
    }
}

/// Every database of a repository.
enum BackupTargets {
    /// Those that are reported under a unit, without those that known-issues.md says to leave.
    static func of(_ unit: DeployableUnit, in context: BundleContext) -> [BackupTarget] {
        all(in: context).filter { $0.reporter == unit.path && issue(about: $0, in: context) == nil }
    }

    /// The item of known-issues.md that says to leave one of the databases that are reported under a unit.
    static func issue(of unit: DeployableUnit, in context: BundleContext) -> SkippedItem? {
        all(in: context).lazy.filter { $0.reporter == unit.path }.compactMap { issue(about: $0, in: context) }.first
    }

    private static func issue(about target: BackupTarget, in context: BundleContext) -> SkippedItem? {
        let package = context.graph.package(at: target.reporter)
        return context.knownIssues.item(for: [target.id], packageName: package?.name, path: target.reporter)
    }

    /// All of them, sorted by id.
    static func all(in context: BundleContext) -> [BackupTarget] {
        let databases = context.graph.shared.compactMap {
            component -> (SharedComponent, any KnownDatastore, BackupRecipe)? in
            guard component.kind == .database, let store = context.catalogue.datastore(component.engine),
                let recipe = store.backup
            else { return nil }
            return (component, store, recipe)
        }
        return databases.compactMap { component, store, recipe in
            guard let reporter = reporter(of: component, in: context) else { return nil }
            let (variable, place) = variable(of: component, store, reporter: reporter, in: context)
            return BackupTarget(
                component: component, recipe: recipe, engineName: store.name, reporter: reporter, variable: variable,
                variablePlace: place, isOnly: databases.count == 1)
        }
    }

    /// The unit under which a database is reported; nil where nobody that is deployed uses it.
    static func reporter(of component: SharedComponent, in context: BundleContext) -> String? {
        let deployed = component.usedBy.filter { context.graph.package(at: $0)?.deploysIndependently == true }
        if let owner = component.owner, deployed.contains(owner) { return owner }
        return deployed.min()
    }

    /// The variable that an example of the reporter names, else one that its code reads, else the customary one.
    private static func variable(
        of component: SharedComponent, _ store: any KnownDatastore, reporter: String, in context: BundleContext
    ) -> (String, FilePlace?) {
        let named = component.evidence.filter { $0.fact == "environment" && isVariable($0.value) }
        let own = named.first { context.repository.package(holding: $0.place.path)?.path == reporter } ?? named.first
        if let own { return (own.value, own.place) }
        if let contents = context.repository.packages.first(where: { $0.path == reporter }),
            let package = context.graph.package(at: reporter),
            let framework = context.catalogue.framework(package.framework)
        {
            let unit = DeployableUnit(
                package: package, contents: contents, components: [component], isMonorepo: context.graph.isMonorepo)
            let read = framework.environmentReads(in: unit).first { store.environmentNames.contains($0.name) }
            if let read { return (read.name, read.place) }
        }
        return (store.environmentNames.first ?? "DATABASE_URL", nil)
    }

    /// Whether a name can be a variable of a shell; what a file of the repository says may be anything.
    private static func isVariable(_ name: String) -> Bool {
        name.first?.isNumber == false
            && name.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "_") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }
}
