import Topology

/// Azure Service Bus (learn.microsoft.com/azure/service-bus-messaging).
package struct ServiceBusDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "servicebus", name: "Azure Service Bus", kind: .queue,
        drivers: [
            .node: ["@azure/service-bus"],
            .python: ["azure-servicebus"],
            .go: ["github.com/azure/azure-sdk-for-go/sdk/messaging/azservicebus"],
            .jvm: [
                "com.azure:azure-messaging-servicebus", "com.azure.spring:spring-cloud-azure-starter-servicebus",
            ],
            .dotnet: [
                "azure.messaging.servicebus", "masstransit.azure.servicebus.core",
                "aspire.azure.messaging.servicebus", "microsoft.azure.servicebus",
            ],
        ],
        schemes: ["sb"],
        images: ["servicebus-emulator"],
        environmentNames: ["SERVICEBUS_CONNECTION_STRING", "SERVICE_BUS_CONNECTION_STRING"],
        signs: StoreSigns(
            calls: ["UsingAzureServiceBus", "AddAzureServiceBus", "AddAzureServiceBusClient"],
            resources: [
                .init("azurerm_servicebus_namespace")
            ]))

    /// Makes the entry.
    package init() {}
}
