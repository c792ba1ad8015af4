// SPDX-License-Identifier: Apache-2.0

import Foundation
import Sealing
import SwiftASN1
import X509

/// The box's own certificate authority, which vouches for the box and can vouch for nobody else.
///
/// Its certificate says which names it may vouch for, so that a device that trusts it does not trust it with a bank.
struct Authority: Sendable {
    let certificate: Certificate
    private let key: Certificate.PrivateKey
    private let permitted: PermittedNames

    /// Ten years: nobody takes round a new one to all devices during an event.
    private static let lifetime: TimeInterval = 3652 * Self.day
    /// Browsers refuse more than 398 days, and Mozilla recommends at most 366.
    private static let serverLifetime: TimeInterval = 365 * Self.day
    /// So that devices whose clocks are behind take it at once.
    private static let leeway: TimeInterval = Self.day
    private static let day: TimeInterval = 24 * 3600

    /// Makes one for a box of these names.
    init(for names: BoxNames, at now: Date) throws {
        let key = try Certificate.PrivateKey(pemEncoded: CertificateKey.newPEM())
        let permitted = PermittedNames(for: names)
        let subject = try Self.subject(for: names)
        let serial = Certificate.SerialNumber()
        certificate = try Certificate(
            version: .v3, serialNumber: serial, publicKey: key.publicKey, notValidBefore: now - Self.leeway,
            notValidAfter: now + Self.lifetime, issuer: subject, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                Critical(permitted.constraints)
                SubjectKeyIdentifier(hash: key.publicKey)
            },
            issuerPrivateKey: key)
        self.key = key
        self.permitted = permitted
    }

    /// Takes one up again; `nil` when certificate and key are not those of an authority made here.
    init?(_ pair: KeyPair) {
        // An authority without constraints is none of ours.
        guard let constraints = try? pair.certificate.extensions.nameConstraints,
            pair.certificate.publicKey == pair.key.publicKey,
            pair.certificate.publicKey.isValidSignature(pair.certificate.signature, for: pair.certificate)
        else { return nil }
        certificate = pair.certificate
        key = pair.key
        permitted = PermittedNames(constraints)
    }

    var pair: KeyPair { KeyPair(certificate: certificate, key: key) }

    /// A new certificate with a key of its own, for those of `names` that the authority may vouch for.
    func vouch(for names: BoxNames, at now: Date) throws -> KeyPair {
        let key = try Certificate.PrivateKey(pemEncoded: CertificateKey.newPEM())
        let names = self.names(among: names)
        let issued = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: max(now - Self.leeway, certificate.notValidBefore),
            notValidAfter: min(now - Self.leeway + Self.serverLifetime, certificate.notValidAfter),
            issuer: certificate.subject, subject: try DistinguishedName { CommonName("Lanyard") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(
                    names.hosts.map { .dnsName($0) }
                        + names.addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0.bytes[...])) })
                SubjectKeyIdentifier(hash: key.publicKey)
                AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: certificate.publicKey).keyIdentifier)
            },
            issuerPrivateKey: self.key)
        return KeyPair(certificate: issued, key: key)
    }

    /// Those of `names` for which it may vouch.
    func names(among names: BoxNames) -> BoxNames {
        BoxNames(
            hosts: names.hosts.filter(permitted.include), addresses: names.addresses.filter(permitted.include))
    }

    /// Whether it vouched for `certificate`.
    func vouches(for certificate: Certificate) -> Bool {
        certificate.issuer == self.certificate.subject
            && self.certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
    }

    /// What a device's list of authorities shows; the digits tell two of them apart that one box had.
    private static func subject(for names: BoxNames) throws -> DistinguishedName {
        let box = names.hosts.first { !$0.contains(".") && $0 != "localhost" } ?? "this box"
        let mark = String(UInt16.random(in: .min ... .max), radix: 16, uppercase: true)
        return try DistinguishedName {
            OrganizationName("Lanyard")
            CommonName("Lanyard on \(box.prefix(40)) (\(mark))")
        }
    }
}
