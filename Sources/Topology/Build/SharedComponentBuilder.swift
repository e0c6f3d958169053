import Workspace

/// Turns signs of use into components: one for each database that really is one, whoever uses it.
struct SharedComponentBuilder {
    /// Every sign of every package.
    let uses: [StoreUse]
    /// What compose files say.
    let compose: ComposeProjects
    /// Edges from both ends.
    let edges: DependencyEdges
    /// Every datastore that is known.
    let datastores: [any Datastore]
    /// All files and packages.
    let view: RepositoryView

    /// The components, sorted by id; each package's `uses` is set.
    func build(for nodes: inout [PackageNode]) -> [SharedComponent] {
        let instances = StoreInstances(
            uses: uses, compose: compose, edges: edges, datastores: datastores, conventions: view.conventions
        ).all()
        var names = ComponentNames(nodes)
        let reached = Dictionary(
            uniqueKeysWithValues: nodes.filter(\.deploysIndependently).map {
                ($0.path, edges.reachable(from: $0.path))
            })
        var components: [SharedComponent] = []
        for instance in instances {
            let direct = Set(instance.uses.map(\.package))
            let users = direct.union(reached.filter { !$0.value.isDisjoint(with: direct) }.keys).sorted()
            let store = datastores[instance.engine]
            let owner = owner(of: store.kind, direct: direct, users: users)
            components.append(
                SharedComponent(
                    id: names.take(owner: owner, engine: store.id, service: instance.service?.name, instance.database),
                    kind: store.kind, engine: store.id, version: instance.version, owner: owner, usedBy: users,
                    evidence: evidence(of: instance)))
        }
        for index in nodes.indices {
            nodes[index].uses = components.filter { $0.usedBy.contains(nodes[index].path) }.map(\.id).sorted()
        }
        return components.sorted { $0.id < $1.id }
    }

    private func evidence(of instance: StoreInstance) -> [Evidence] {
        var evidence = instance.uses.map(\.evidence)
        if let image = instance.service?.image { evidence.append(Evidence("image", image.text, at: image.place)) }
        return evidence.removingRepetition().sorted { ($0.place, $0.fact, $0.value) < ($1.place, $1.fact, $1.value) }
    }

    /// The package with migrations, else the one that maps it to objects, else the only user.
    private func owner(of kind: ComponentKind, direct: Set<String>, users: [String]) -> String? {
        if direct.count == 1 { return direct.first }
        guard kind == .database else { return users.count == 1 ? users[0] : nil }
        let signs = direct.sorted().map { path in
            (path, view.packages.first { $0.path == path }.map(OwnershipSign.rank) ?? 0)
        }
        guard let best = signs.map(\.1).max(), best > 0 else { return nil }
        return signs.first { $0.1 == best }?.0
    }
}

/// What shows that a package owns the schema of a database.
enum OwnershipSign {
    /// Base names of files that configure migrations or hold a schema.
    private static let files: Set<String> = [
        "alembic.ini", "schema.prisma", "drizzle.config.ts", "drizzle.config.js", "drizzle.config.mjs", "knexfile.js",
        "knexfile.ts", "ormconfig.json", "ormconfig.js", "ormconfig.ts", "data-source.ts", "atlas.hcl", "sqlc.yaml",
        "dbmate.yml", "flyway.conf", "diesel.toml",
    ]
    /// Names of folders that hold migrations.
    private static let folders: Set<String> = ["migrations", "migration", "alembic", "migrate"]
    /// Libraries that map tables to objects.
    private static let mappers: Set<String> = [
        "sqlalchemy", "sqlmodel", "django", "tortoise-orm", "peewee", "pony", "prisma", "@prisma/client", "drizzle-orm",
        "typeorm", "sequelize", "@mikro-orm/core", "knex", "kysely", "objection", "mongoose", "gorm.io/gorm",
        "entgo.io/ent", "github.com/uptrace/bun",
    ]

    /// 2 for migrations, 1 for an object mapper, 0 for neither.
    static func rank(_ package: PackageContents) -> Int {
        let hasMigrations = package.paths.contains { path in
            let parts = RelativePath.relative(path, to: package.path).split(separator: "/")
            guard let name = parts.last else { return false }
            return files.contains(String(name)) || parts.dropLast().contains { folders.contains(String($0)) }
        }
        if hasMigrations { return 2 }
        let declared = package.dependencies.values.flatMap(\.self)
        return declared.contains { mappers.contains($0.name) && $0.kind != .development } ? 1 : 0
    }
}

/// Gives components ids, each once.
struct ComponentNames {
    private let slugs: PackageSlugs
    private var taken: Set<String> = []

    /// Makes a source of names for the packages of a topology.
    init(_ nodes: [PackageNode]) {
        slugs = PackageSlugs(nodes)
    }

    /// `<owner slug>-<engine>`; without an owner the compose service's name, else `shared-<engine>`. What is taken gets
    /// the database's name behind it, else a number.
    mutating func take(owner: String?, engine: String, service: String?, _ database: String?) -> String {
        let base = owner.map { slugs[$0] + "-" + engine } ?? service.map(Slug.of) ?? "shared-" + engine
        if taken.insert(base).inserted { return base }
        if let database {
            let name = base + "-" + Slug.of(database)
            if taken.insert(name).inserted { return name }
        }
        var number = 2
        while !taken.insert("\(base)-\(number)").inserted { number += 1 }
        return "\(base)-\(number)"
    }
}
