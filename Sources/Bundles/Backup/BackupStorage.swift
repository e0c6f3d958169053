import Topology
import Workspace

/// Where backups are kept.
struct BackupStorage: Sendable, Hashable {
    /// The word in the Infrastructure table, such as `R2`.
    let provider: String
    /// The words of a report, such as `Cloudflare R2`.
    let title: String
    /// Variables with the two halves of the credential.
    let keyVariable: String
    let secretVariable: String
    /// The region where the variable AWS_REGION names none.
    let region: String
    /// What rclone calls the service (rclone.org/s3).
    let rcloneProvider: String
    /// Whether the address of the service has to be given.
    let needsEndpoint: Bool
    /// Whether it is a bucket rather than a folder of the host.
    let isBucket: Bool

    /// Cloudflare R2 (developers.cloudflare.com/r2/api/s3): the region is always `auto`.
    static let r2 = BackupStorage(
        provider: "R2", title: "Cloudflare R2", keyVariable: "R2_ACCESS_KEY_ID",
        secretVariable: "R2_SECRET_ACCESS_KEY", region: "auto", rcloneProvider: "Cloudflare", needsEndpoint: true,
        isBucket: true)
    /// Amazon S3, and with BACKUP_S3_ENDPOINT any service that speaks its protocol.
    static let s3 = BackupStorage(
        provider: "S3", title: "S3", keyVariable: "AWS_ACCESS_KEY_ID", secretVariable: "AWS_SECRET_ACCESS_KEY",
        region: "us-east-1", rcloneProvider: "Other", needsEndpoint: false, isBucket: true)
    /// A folder of the host; a bucket can still be given.
    static let folder = BackupStorage(
        provider: "Local folder", title: "local folder", keyVariable: "AWS_ACCESS_KEY_ID",
        secretVariable: "AWS_SECRET_ACCESS_KEY", region: "us-east-1", rcloneProvider: "Other", needsEndpoint: false,
        isBucket: false)

    /// What the repository's own infrastructure suggests: R2 beside Cloudflare, a bucket where a hosted runner makes
    /// the backup or Amazon is used, else a folder of the host.
    static func suggested(in context: BundleContext, onRunner: Bool) -> BackupStorage {
        let words = context.repository.conventions.map { $0.provider.lowercased() }
        let isCloudflare =
            words.contains { $0.contains("cloudflare") || $0 == "r2" }
            || context.graph.packages.contains { $0.platforms.contains { $0.hasPrefix("cloudflare") } }
        if isCloudflare { return .r2 }
        let isAmazon = words.contains { $0.contains("aws") || $0.contains("amazon") || $0 == "s3" }
        return onRunner || isAmazon ? .s3 : .folder
    }

    /// Names of the variables that hold secrets.
    var secrets: [String] { isBucket ? [keyVariable, secretVariable] : [] }

    /// Names of the variables that hold settings.
    var settings: [String] {
        isBucket ? ["BACKUP_S3_BUCKET"] + (needsEndpoint ? ["BACKUP_S3_ENDPOINT"] : []) : ["BACKUP_DIR"]
    }
}
