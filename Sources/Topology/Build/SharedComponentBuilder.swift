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
        var names = ComponentNames(nodes)
        let needs = edges.needs(among: Set(uses.map(\.package)))
        let units = Set(nodes.filter(\.deploysIndependently).map(\.path))
        let instances = StoreInstances(
            uses: uses, compose: compose, needs: needs, datastores: datastores, conventions: view.conventions
        ).all().joiningUnplaced(needs.filter { units.contains($0.key) })
            .joining(DeclaredStores(datastores: datastores, view: view).all(), sharing: family)
        let consumers = users(of: instances, units: units, needs)
        var components: [SharedComponent] = []
        for (instance, users) in zip(instances, consumers) {
            let direct = Set(instance.uses.map(\.package))
            let store = datastores[instance.engine]
            let owner = owner(of: store.kind, direct: direct, users: users)
            components.append(
                SharedComponent(
                    id: names.take(
                        owner: owner, engine: store.id, service: instance.service?.name ?? instance.declaredName,
                        instance.database),
                    kind: store.kind, engine: store.id, version: instance.version, owner: owner, usedBy: users,
                    evidence: evidence(of: instance)))
        }
        var used: [String: [String]] = [:]
        for component in components { for user in component.usedBy { used[user, default: []].append(component.id) } }
        for index in nodes.indices { nodes[index].uses = (used[nodes[index].path] ?? []).sorted() }
        return components.sorted { $0.id < $1.id }
    }

    /// Datastores that share a scheme with another: a Valkey of production is what a Redis of development stands for.
    private func family(_ engine: Int) -> Set<Int> {
        let schemes = Set(datastores[engine].schemes)
        return Set(datastores.indices.filter { !schemes.isDisjoint(with: datastores[$0].schemes) })
    }

    /// For each instance the packages that show a use, and the units that need one of them, sorted.
    private func users(
        of instances: [StoreInstance], units: Set<String>, _ needs: [String: Set<String>]
    ) -> [[String]] {
        var byPackage: [String: Set<Int>] = [:]
        for (index, instance) in instances.enumerated() {
            for use in instance.uses { byPackage[use.package, default: []].insert(index) }
        }
        var users = instances.map { Set($0.uses.map(\.package)) }
        for (unit, needed) in needs where units.contains(unit) {
            for package in needed { for index in byPackage[package] ?? [] { users[index].insert(unit) } }
        }
        return users.map { $0.sorted() }
    }

    private func evidence(of instance: StoreInstance) -> [Evidence] {
        var evidence = instance.uses.map(\.evidence)
        evidence += instance.declared
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
