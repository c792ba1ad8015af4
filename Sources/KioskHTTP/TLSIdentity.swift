// SPDX-License-Identifier: Apache-2.0

package import Foundation
import HummingbirdCore
import HummingbirdTLS
import NIOCore

/// The certificate and the private key with which the daemon speaks HTTPS.
package struct TLSIdentity: Sendable {
    /// What is wrong with the files.
    package enum Flaw: Error {
        case certificateUnreadable
        case keyUnreadable
        case keyOfAnotherCertificate
    }

    let configuration: TLSConfiguration
    private let begins: Date
    private let ends: Date

    /// For TLS 1.2, those with forward secrecy that authenticate what they encrypt; those of 1.3 all do.
    private static let cipherSuites = ["ECDSA", "RSA"].flatMap { kind in
        ["AES128-GCM-SHA256", "CHACHA20-POLY1305", "AES256-GCM-SHA384"].map { "ECDHE-\(kind)-\($0)" }
    }.joined(separator: ":")
    /// Who is told a month before has time to get another certificate.
    private static let warningSeconds: TimeInterval = 30 * 24 * 3600

    /// Peers that do not say goodbye must not hold up the end of the daemon.
    private static let farewell = TimeAmount.milliseconds(300)

    /// Reads a certificate, those that vouch for it behind it, and its key, both as PEM.
    package init(certificate: [UInt8], key: [UInt8]) throws(Flaw) {
        // What a decoder says of a file that may be the key is not told: that it is none is enough.
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(certificate), let leaf = chain.first else {
            throw .certificateUnreadable
        }
        guard let privateKey = try? NIOSSLPrivateKey(bytes: key, format: .pem) else { throw .keyUnreadable }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuites = Self.cipherSuites
        configuration.shutdownTimeout = Self.farewell
        // The library compares the two where it makes a channel, and refuses those that do not belong together.
        guard (try? TLSChannel(HTTP1Channel { _, _, _ in }, tlsConfiguration: configuration)) != nil else {
            throw .keyOfAnotherCertificate
        }
        self.configuration = configuration
        begins = Date(timeIntervalSince1970: TimeInterval(leaf.notValidBefore))
        ends = Date(timeIntervalSince1970: TimeInterval(leaf.notValidAfter))
    }

    /// Why browsers refuse the certificate at `moment`, if its dates are why.
    package func trouble(at moment: Date) -> String? {
        if moment < begins {
            return "The certificate is valid from \(begins.formatted(.iso8601)) on; browsers refuse it before."
        }
        if moment > ends { return "The certificate runs out at \(ends.formatted(.iso8601)); browsers refuse it then." }
        return nil
    }

    /// Why somebody has to see to the certificate soon, if at all.
    package func warning(at moment: Date) -> String? {
        if let trouble = trouble(at: moment) { return trouble }
        guard trouble(at: moment + Self.warningSeconds) != nil else { return nil }
        return "The certificate runs out at \(ends.formatted(.iso8601)). Get another one before."
    }
}
