/// Where a unit finds the address of the client, behind what stands in front of it.
///
/// Only what the platform itself writes counts: everything else of a request is the client's to forge.
package enum ClientAddress: Sendable, Hashable {
    /// Nothing is in between: the peer of the connection.
    case socket
    /// A header that the platform sets on every request and takes from nobody, such as `Fly-Client-IP`.
    case header(String)
    /// `X-Forwarded-For`, to whose end each proxy appends its peer: the address so many places from the right, 1 for
    /// the last.
    case forwardedFor(hops: Int)

    /// The words for reports and comments, such as `the header Fly-Client-IP`.
    package var description: String {
        switch self {
        case .socket: "the peer of the connection"
        case .header(let name): "the header \(name)"
        case .forwardedFor(let hops):
            hops == 1 ? "the last address of X-Forwarded-For" : "address \(hops) from the right of X-Forwarded-For"
        }
    }

    /// The header that is read; nil for the peer.
    package var headerName: String? {
        switch self {
        case .socket: nil
        case .header(let name): name
        case .forwardedFor: "X-Forwarded-For"
        }
    }
}
