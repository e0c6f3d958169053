import Topology

/// RabbitMQ (rabbitmq.com/docs), and other brokers of AMQP 0-9-1.
package struct RabbitMQDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "rabbitmq", name: "RabbitMQ", kind: .queue,
        drivers: [
            .node: [
                "amqplib", "amqp-connection-manager", "@golevelup/nestjs-rabbitmq", "rascal", "rabbitmq-client",
            ],
            .python: ["pika", "aio-pika", "aiormq"],
            .go: [
                "github.com/rabbitmq/amqp091-go", "github.com/streadway/amqp",
                "github.com/rabbitmq/rabbitmq-stream-go-client",
            ],
            .rust: ["lapin", "amqprs"],
            .ruby: ["bunny", "sneakers", "hutch"],
            .php: [
                "php-amqplib/php-amqplib", "vladimir-yuldashev/laravel-queue-rabbitmq",
                "symfony/amqp-messenger", "php-amqplib/rabbitmq-bundle",
            ],
            .jvm: [
                "org.springframework.boot:spring-boot-starter-amqp", "com.rabbitmq:amqp-client",
                "org.springframework.cloud:spring-cloud-starter-stream-rabbit",
                "io.quarkus:quarkus-messaging-rabbitmq",
                "io.quarkus:quarkus-smallrye-reactive-messaging-rabbitmq",
                "io.micronaut.rabbitmq:micronaut-rabbitmq",
            ],
            .dotnet: ["rabbitmq.client", "masstransit.rabbitmq", "aspire.rabbitmq.client", "easynetq"],
            .elixir: ["amqp", "broadway_rabbitmq"],
        ],
        schemes: ["amqp", "amqps", "rabbitmq"],
        images: ["rabbitmq"],
        environmentNames: ["RABBITMQ_URL", "AMQP_URL", "CLOUDAMQP_URL", "RABBITMQ_HOST"],
        signs: StoreSigns(
            calls: ["UsingRabbitMq", "AddRabbitMQ", "AddRabbitMQClient"],
            settings: ["spring.rabbitmq.", "rabbitmq."],
            charts: ["rabbitmq"],
            resources: [
                .init("aws_mq_broker", "engine_type", ["RabbitMQ"]),
                .init("cloudamqp_instance"),
            ]),
        container: ContainerServer(
            image: "rabbitmq:3", port: 5672, ready: ["rabbitmq-diagnostics", "-q", "check_port_connectivity"]))

    /// Makes the entry.
    package init() {}
}
