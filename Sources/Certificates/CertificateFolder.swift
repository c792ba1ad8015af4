// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Where the box keeps its authority and the certificate with which it speaks HTTPS, each with its key in one file.
///
/// An authority that is there is never replaced, not even a damaged one: devices trust it. The server's certificate is
/// made anew whenever it does not fit any more.
package struct CertificateFolder: Sendable {
    private let authorityFile: SecretFile
    private let serverFile: SecretFile

    /// A certificate that runs out sooner is made anew.
    package static let renewalSeconds: TimeInterval = 30 * 24 * 3600
    /// No clock that is right says less: an authority made in 1970 would have run out when the clock is put right.
    private static let earliest = Date(timeIntervalSince1970: 1_767_225_600)

    package init(_ folder: URL) {
        authorityFile = SecretFile(path: folder.appending(path: "authority.pem").path)
        serverFile = SecretFile(path: folder.appending(path: "server.pem").path)
    }

    /// What the daemon needs to speak HTTPS.
    package struct Identity: Sendable {
        /// The server's certificate as PEM.
        package let certificate: [UInt8]
        /// The server's key as PEM.
        package let key: [UInt8]
        package let server: CertificateSummary
        package let authority: CertificateSummary
        /// What the box is called, but the authority may not vouch for.
        package let omitted: [String]
        /// Whether the certificate was made just now.
        package let isNew: Bool
    }

    /// The server's certificate for these names, made anew where there is none that fits.
    package func identity(for names: BoxNames, at now: Date) throws(CertificateTrouble) -> Identity {
        let authority = try authority(for: names, at: now)
        let covered = authority.names(among: names)
        let kept = try serverPair(of: authority)
        do {
            let pair: KeyPair
            var isNew = false
            if let kept, Self.fits(kept, covered, at: now) {
                pair = kept
            } else {
                pair = try authority.vouch(for: covered, at: now)
                try serverFile.replace(with: try pair.text())
                isNew = true
            }
            return Identity(
                certificate: try pair.certificateText(), key: try pair.keyText(),
                server: try pair.summary(), authority: try authority.pair.summary(),
                omitted: Self.omitted(of: names, covered), isNew: isNew)
        } catch let trouble as CertificateTrouble {
            throw trouble
        } catch {
            throw CertificateTrouble(.damaged, "No certificate could be made.", cause: String(describing: error))
        }
    }

    /// The authority's certificate, made with the authority where there is none yet.
    package func authoritySummary(
        creatingFor names: BoxNames, at now: Date
    ) throws(CertificateTrouble) -> CertificateSummary {
        try Self.summary(of: try authority(for: names, at: now).pair)
    }

    /// What is there, and how it fits the box.
    package struct Standing: Sendable {
        package let authority: CertificateSummary
        /// `nil` before the daemon's first start, and when there is none that can be used.
        package let server: CertificateSummary?
        /// What the box is called, but the authority may not vouch for.
        package let omitted: [String]
        /// Whether the daemon would make another server's certificate if it was started now.
        package let isDue: Bool
    }

    /// How the certificates stand, without making or changing any; `nil` where there is no authority yet.
    package func standing(for names: BoxNames, at now: Date) throws(CertificateTrouble) -> Standing? {
        guard let authority = try readAuthority() else { return nil }
        let covered = authority.names(among: names)
        let server = try serverPair(of: authority)
        var summary: CertificateSummary?
        if let server { summary = try Self.summary(of: server) }
        return Standing(
            authority: try Self.summary(of: authority.pair), server: summary,
            omitted: Self.omitted(of: names, covered),
            isDue: !(server.map { Self.fits($0, covered, at: now) } ?? false))
    }

    private func authority(for names: BoxNames, at now: Date) throws(CertificateTrouble) -> Authority {
        if let authority = try readAuthority() {
            guard authority.pair.ends > now else {
                throw CertificateTrouble(
                    .damaged, "The authority \(authorityFile.path) has run out. \(Self.makeAnother(authorityFile))")
            }
            return authority
        }
        guard now > Self.earliest else {
            throw CertificateTrouble(
                .clock, "No certificate can be made while this machine's clock is years behind. Set it first.")
        }
        let text: [UInt8]
        do {
            text = try Authority(for: names, at: now).pair.text()
        } catch {
            throw CertificateTrouble(.damaged, "No authority could be made.", cause: String(describing: error))
        }
        // Whoever was quicker, the file is what counts.
        _ = try authorityFile.create(with: text)
        guard let authority = try readAuthority() else {
            throw CertificateTrouble(.unavailable, "\(authorityFile.path) went away. Start again.")
        }
        return authority
    }

    private func readAuthority() throws(CertificateTrouble) -> Authority? {
        guard let bytes = try authorityFile.read() else { return nil }
        guard let authority = KeyPair(bytes).flatMap({ Authority($0) }) else {
            throw CertificateTrouble(
                .damaged,
                "\(authorityFile.path) is damaged; nothing was changed. Put it back from a backup. "
                    + Self.makeAnother(authorityFile))
        }
        return authority
    }

    /// One that is damaged or that another authority vouched for is as good as none.
    private func serverPair(of authority: Authority) throws(CertificateTrouble) -> KeyPair? {
        guard let pair = try serverFile.read().flatMap({ KeyPair($0) }) else { return nil }
        return authority.vouches(for: pair.certificate) ? pair : nil
    }

    private static func fits(_ pair: KeyPair, _ names: BoxNames, at now: Date) -> Bool {
        pair.certificate.names == names && pair.begins <= now && pair.ends > now + renewalSeconds
    }

    private static func omitted(of names: BoxNames, _ covered: BoxNames) -> [String] {
        names.descriptions.filter { !covered.descriptions.contains($0) }
    }

    private static func makeAnother(_ file: SecretFile) -> String {
        "Or move it away: another one is made then, and each device has to be told to trust that one."
    }

    private static func summary(of pair: KeyPair) throws(CertificateTrouble) -> CertificateSummary {
        do {
            return try pair.summary()
        } catch {
            throw CertificateTrouble(.damaged, "A certificate cannot be written.", cause: String(describing: error))
        }
    }
}
