/// How configuration, code and infrastructure spell a datastore, beside drivers, addresses and images.
package struct StoreSigns: Sendable {
    /// A resource of Terraform and OpenTofu.
    package struct Resource: Sendable {
        /// Its type, such as `aws_db_instance`.
        package var type: String
        /// The attribute that tells the engine; nil where the type alone does.
        package var attribute: String?
        /// How that attribute's value begins for this engine, such as `postgres`.
        package var prefixes: [String]

        /// Makes a resource.
        package init(_ type: String, _ attribute: String? = nil, _ prefixes: [String] = []) {
            self.type = type
            self.attribute = attribute
            self.prefixes = prefixes
        }
    }

    /// Words of object mappers and settings: Prisma's provider, Drizzle's and Sequelize's dialect, Knex' client,
    /// TypeORM's type, Django's engine, Ecto's adapter, the adapter of database.yml, Laravel's connection, Quarkus'
    /// kind. Compared without case.
    package var words: [String]
    /// Methods of .NET that use it, such as `UseNpgsql`, and those that declare it in an Aspire host, such as
    /// `AddPostgres`.
    package var calls: [String]
    /// Beginnings of settings of Java, in the form of `JavaSettings.Entry.key`, such as `spring.rabbitmq.`.
    package var settings: [String]
    /// Helm charts that run it, such as `postgresql`.
    package var charts: [String]
    /// Resources that make it.
    package var resources: [Resource]

    /// Makes the signs.
    package init(
        words: [String] = [], calls: [String] = [], settings: [String] = [], charts: [String] = [],
        resources: [Resource] = []
    ) {
        self.words = words
        self.calls = calls
        self.settings = settings
        self.charts = charts
        self.resources = resources
    }
}
