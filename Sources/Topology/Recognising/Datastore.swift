/// What recognising asks of a datastore: a database, cache, queue, search engine or object store.
package protocol Datastore: Sendable {
    /// Lower-case engine id, such as `postgresql`.
    var id: String { get }
    /// The name as its makers write it, such as `PostgreSQL`.
    var name: String { get }
    /// What a package uses it for unless the code says otherwise.
    var kind: ComponentKind { get }
    /// Dependencies that show its use, by ecosystem: drivers and clients, lower case.
    var drivers: [Ecosystem: [String]] { get }
    /// URL schemes of its connection strings, without `://`, such as `postgres`, `postgresql+asyncpg`.
    var schemes: [String] { get }
    /// Last components of container image names, such as `postgres`, `postgis`; with the owner where that name alone says
    /// too little, as `mssql/server`.
    var images: [String] { get }
    /// Names of environment variables that customarily hold its address, such as `DATABASE_URL`.
    ///
    /// A name that several engines share (`DATABASE_URL`) is no evidence by itself.
    var environmentNames: [String] { get }
    /// How configuration, code and infrastructure spell it.
    var signs: StoreSigns { get }
    /// Uses that neither driver nor URL shows: an ORM's configuration, a file in the package.
    func recognise(_ package: PackageContents) -> [Evidence]
}

extension Datastore {
    /// None.
    package var signs: StoreSigns { StoreSigns() }

    /// Nothing beyond drivers, URLs and images.
    package func recognise(_ package: PackageContents) -> [Evidence] { [] }
}
