import Topology

/// Azure Blob Storage (learn.microsoft.com/azure/storage/blobs).
package struct AzureBlobDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "azure-blob", name: "Azure Blob Storage", kind: .objectStore,
        drivers: [
            .node: ["@azure/storage-blob"],
            .python: ["azure-storage-blob", "adlfs"],
            .go: ["github.com/azure/azure-sdk-for-go/sdk/storage/azblob"],
            .rust: ["azure_storage_blobs", "azure_storage_blob"],
            .ruby: ["azure-storage-blob"],
            .php: ["league/flysystem-azure-blob-storage", "microsoft/azure-storage-blob"],
            .jvm: ["com.azure:azure-storage-blob", "com.azure.spring:spring-cloud-azure-starter-storage-blob"],
            .dotnet: ["azure.storage.blobs", "aspire.azure.storage.blobs"],
        ],
        schemes: ["azblob"],
        images: ["azurite"],
        environmentNames: ["AZURE_STORAGE_CONNECTION_STRING", "AZURE_STORAGE_ACCOUNT"],
        signs: StoreSigns(
            calls: ["AddAzureBlobClient", "AddAzureBlobServiceClient"],
            resources: [
                .init("azurerm_storage_container"),
                .init("azurerm_storage_account"),
            ]))

    /// Makes the entry.
    package init() {}
}
