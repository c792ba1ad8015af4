// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore

import struct Foundation.Date

/// The box's own authority, for devices that are to trust it; public, since they cannot ask for it before they do.
///
/// Whether it is the right one a person tells by the fingerprint on the pairing sheet, which no network has touched.
struct CertificateRoutes {
    /// `nil` where the certificate is somebody else's, or there is none.
    let authority: TrustAnchor?

    static let download = "/ca.crt"

    func add(to router: GuardedRouter) {
        router.onPublic(.get, "/ca.crt", use: file)
        router.onPublic(.get, "/api/v1/public/certificate", use: show)
    }

    private struct Shown: Encodable {
        struct AuthorityWire: Encodable {
            let fingerprint: String
            let url: String
            let ends: Date
        }

        @Nullable var authority: AuthorityWire?
    }

    @Sendable private func file(_ request: Request, _ context: KioskContext) throws -> Response {
        guard let authority else { throw Problem.notFound }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/x-x509-ca-cert", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"lanyard-ca.crt\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: authority.certificate)))
    }

    @Sendable private func show(_ request: Request, _ context: KioskContext) throws -> Response {
        try Wire.response(
            Shown(
                authority: authority.map {
                    .init(fingerprint: $0.fingerprint, url: Self.download, ends: $0.ends)
                }))
    }
}
