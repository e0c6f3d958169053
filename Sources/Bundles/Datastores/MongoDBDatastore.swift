import Topology

/// MongoDB (mongodb.com/docs), and what speaks its protocol.
package struct MongoDBDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "mongodb", name: "MongoDB", kind: .database,
        drivers: [
            .node: [
                "mongodb", "mongoose", "mongojs", "@mikro-orm/mongodb", "@nestjs/mongoose", "connect-mongo",
            ],
            .python: ["pymongo", "motor", "mongoengine", "beanie", "odmantic", "djongo", "flask-pymongo"],
            .go: ["go.mongodb.org/mongo-driver"],
            .rust: ["mongodb"],
            .ruby: ["mongo", "mongoid"],
            .php: ["mongodb/mongodb", "mongodb/laravel-mongodb", "doctrine/mongodb-odm-bundle"],
            .jvm: [
                "org.springframework.boot:spring-boot-starter-data-mongodb",
                "org.springframework.boot:spring-boot-starter-data-mongodb-reactive",
                "org.mongodb:mongodb-driver-sync", "org.mongodb:mongodb-driver-reactivestreams",
                "org.mongodb:mongodb-driver-kotlin-coroutine", "io.quarkus:quarkus-mongodb-client",
                "io.quarkus:quarkus-mongodb-panache", "io.micronaut.mongodb:micronaut-mongo-sync",
                "io.micronaut.mongodb:micronaut-mongo-reactive",
            ],
            .dotnet: ["mongodb.driver", "aspire.mongodb.driver", "mongodb.entityframeworkcore"],
            .elixir: ["mongodb_driver", "mongodb"],
            .swift: ["mongokitten", "mongo-swift-driver", "mongoswift", "fluent-mongo-driver"],
        ],
        schemes: ["mongodb", "mongodb+srv"],
        images: ["mongo", "mongodb", "mongodb-community-server", "percona-server-mongodb"],
        environmentNames: ["MONGODB_URI", "MONGO_URL", "MONGODB_URL", "MONGO_URI"],
        signs: StoreSigns(
            words: ["mongodb", "djongo", "Mongo.Ecto"],
            calls: ["UseMongoDB", "AddMongoDB", "AddMongoDBClient"],
            settings: ["spring.data.mongodb.", "quarkus.mongodb.", "mongodb."],
            charts: ["mongodb", "mongodb-sharded"],
            resources: [
                .init("mongodbatlas_cluster"),
                .init("mongodbatlas_advanced_cluster"),
                .init("mongodbatlas_serverless_instance"),
                .init("aws_docdb_cluster"),
                .init("azurerm_cosmosdb_mongo_database"),
                .init("digitalocean_database_cluster", "engine", ["mongodb"]),
            ]),
        container: ContainerServer(
            image: "mongo:7", port: 27017, ready: ["mongosh", "--quiet", "--eval", "db.adminCommand('ping')"]))

    /// Makes the entry.
    package init() {}
}
