package import Topology

/// Everything that the program knows, as lists of single entries. A test compares each list with its folder.
package struct Catalogue: Sendable {
    /// Frameworks; the order decides between matches of equal confidence.
    package var frameworks: [any KnownFramework]
    /// Platforms.
    package var platforms: [any KnownPlatform]
    /// Datastores.
    package var datastores: [any KnownDatastore]
    /// Package managers.
    package var installers: [any PackageInstaller]
    /// CI engines that deploy; the first is used where a repository has none.
    package var engines: [any TriggerEngine]

    /// What this version knows.
    package static let standard = Catalogue(
        frameworks: [
            FastAPIFramework(), ExpressFramework(), NextFramework(), GoHTTPFramework(), ChiFramework(), GinFramework(),
            EchoFramework(), FiberFramework(), GorillaMuxFramework(), GRPCGoFramework(), FlaskFramework(),
            DjangoFramework(), StarletteFramework(), LitestarFramework(), CeleryFramework(), StreamlitFramework(),
            NestFramework(), FastifyFramework(), KoaFramework(), HonoFramework(), AdonisFramework(), NuxtFramework(),
            SvelteKitFramework(), RemixFramework(), ReactRouterFramework(), AstroFramework(), ViteFramework(),
            CreateReactAppFramework(), AngularFramework(), GatsbyFramework(), TanStackStartFramework(),
            DenoFramework(), BunFramework(), NodeHTTPFramework(),
            AxumFramework(), ActixWebFramework(), RocketFramework(), RailsFramework(), SinatraFramework(),
            SidekiqFramework(), LaravelFramework(), SymfonyFramework(), SlimFramework(),
            SpringBootFramework(), QuarkusFramework(), MicronautFramework(), KtorFramework(), AspNetCoreFramework(),
            DotNetWorkerFramework(), PhoenixFramework(), VaporFramework(), HummingbirdFramework(),
            StaticSiteFramework(),
        ],
        platforms: [
            VercelPlatform(), FlyPlatform(), CoolifyPlatform(), CloudflarePlatform(), CloudflarePagesPlatform(),
            NetlifyPlatform(), RenderPlatform(), RailwayPlatform(), HerokuPlatform(), DokkuPlatform(),
            KamalPlatform(), DigitalOceanPlatform(), FirebasePlatform(), CloudRunPlatform(), AppEnginePlatform(),
            AzureContainerAppsPlatform(), AzureAppServicePlatform(), AzureStaticWebAppsPlatform(), LambdaPlatform(),
            CopilotPlatform(), ECSPlatform(), HelmPlatform(), KubernetesPlatform(), DockerComposePlatform(),
            TerraformPlatform(), OpenTofuPlatform(), PulumiPlatform(), CDKPlatform(), SSTPlatform(),
            KustomizePlatform(), ArgoCDPlatform(), FluxPlatform(),
        ],
        datastores: [
            PostgreSQLDatastore(), SQLiteDatastore(), RedisDatastore(), ValkeyDatastore(), MySQLDatastore(),
            MariaDBDatastore(), TimescaleDBDatastore(), CockroachDBDatastore(), SQLServerDatastore(), OracleDatastore(),
            MongoDBDatastore(), DynamoDBDatastore(), CassandraDatastore(), ScyllaDBDatastore(), ClickHouseDatastore(),
            ElasticsearchDatastore(), OpenSearchDatastore(), MeilisearchDatastore(), TypesenseDatastore(),
            MemcachedDatastore(), DragonflyDatastore(), KeyDBDatastore(), RabbitMQDatastore(), KafkaDatastore(),
            RedpandaDatastore(), NATSDatastore(), TemporalDatastore(), SQSDatastore(), PubSubDatastore(),
            ServiceBusDatastore(), S3Datastore(), MinIODatastore(), R2Datastore(), GCSDatastore(),
            AzureBlobDatastore(), FirestoreDatastore(), Neo4jDatastore(), InfluxDBDatastore(), EtcdDatastore(),
            LibSQLDatastore(), HSQLDBDatastore(), H2Datastore(),
        ],
        installers: [
            NpmInstaller(), PnpmInstaller(), YarnInstaller(), BunInstaller(), UvInstaller(), PipInstaller(),
            PoetryInstaller(), PdmInstaller(), PipenvInstaller(), GoInstaller(),
        ])

    /// Makes a catalogue.
    package init(
        frameworks: [any KnownFramework], platforms: [any KnownPlatform], datastores: [any KnownDatastore],
        installers: [any PackageInstaller], engines: [any TriggerEngine] = [GitHubActionsEngine()]
    ) {
        self.frameworks = frameworks
        self.platforms = platforms
        self.datastores = datastores
        self.installers = installers
        self.engines = engines
    }

    /// The frameworks as recognising asks them. One by one, the compiler knows how; a cast of the whole list looks each
    /// of them up.
    package var recognisedFrameworks: [any Framework] { frameworks.map { $0 } }
    /// The platforms as recognising asks them.
    package var recognisedPlatforms: [any Platform] { platforms.map { $0 } }
    /// The datastores as recognising asks them.
    package var recognisedDatastores: [any Datastore] { datastores.map { $0 } }

    /// The framework of an id.
    package func framework(_ id: String?) -> (any KnownFramework)? {
        frameworks.first { $0.id == id }
    }

    /// The platform of an id.
    package func platform(_ id: String?) -> (any KnownPlatform)? {
        platforms.first { $0.id == id }
    }

    /// The datastore of an engine id.
    package func datastore(_ id: String?) -> (any KnownDatastore)? {
        datastores.first { $0.id == id }
    }

    /// The installer of a package manager's id.
    package func installer(_ id: String?) -> (any PackageInstaller)? {
        installers.first { $0.id == id }
    }
}
