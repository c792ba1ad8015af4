// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// The box's own certificate authority, as devices are to know it.
package struct TrustAnchor: Sendable {
    /// The authority's certificate as DER.
    let certificate: [UInt8]
    /// Its SHA-256, as devices show it.
    let fingerprint: String
    let ends: Date

    package init(certificate: [UInt8], fingerprint: String, ends: Date) {
        self.certificate = certificate
        self.fingerprint = fingerprint
        self.ends = ends
    }
}
