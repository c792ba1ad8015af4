// SPDX-License-Identifier: Apache-2.0

import Certificates
package import Foundation

/// Tells of the certificate by which devices know the box.
package struct CertificateDesk {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// What there is, line by line, for the operator's terminal.
    package func lines(at now: Date = Date()) throws -> [String] {
        switch setup.transport {
        case .local:
            return [
                "\(setup.baseURL) is for this machine alone, by plain HTTP. [http] host in lanyard.toml changes that."
            ]
        case .plain:
            return ["\(setup.baseURL) is plain HTTP, as plain_http in lanyard.toml says. Everybody can read along."]
        case .given(let paths): return try given(paths)
        case .ownCertificate: return try own(at: now)
        }
    }

    /// The authority's certificate as PEM, for devices that are to trust it.
    package func authority(at now: Date = Date()) throws -> String { try summary(at: now).pem }

    /// How a pairing sheet tells the authority's certificate from a stranger's; `nil` where the box has no authority.
    func sheet(at now: Date) throws -> [String]? {
        guard setup.transport == .ownCertificate else { return nil }
        return [
            "", "A screen that does not know this box yet warns of its certificate. On it, open",
            "\(setup.baseURL)/ca.crt and let the device trust it, if it shows this SHA-256 fingerprint:", "",
        ] + Self.halves(of: try summary(at: now).fingerprint)
    }

    private func own(at now: Date) throws -> [String] {
        let authority = try summary(at: now)
        var lines = ["The box's own authority", "  SHA-256 fingerprint"] + Self.halves(of: authority.fingerprint)
        lines += ["  valid until \(Self.day(authority.ends))", "  for devices: \(setup.baseURL)/ca.crt"]
        let standing: CertificateFolder.Standing?
        do {
            standing = try setup.certificates.standing(for: setup.boxNames, at: now)
        } catch {
            throw ApplianceError(error)
        }
        guard let standing, let server = standing.server else {
            return lines + ["The server's certificate is made when the daemon starts: lanyard serve"]
        }
        lines += ["The server's certificate"] + Self.lines(of: server)
        if !standing.omitted.isEmpty {
            lines.append("  and not for \(standing.omitted.joined(separator: ", ")): see lanyard certificate --help")
        }
        if standing.isDue { lines.append("  it is made anew when the daemon is started the next time") }
        return lines
    }

    private func given(_ paths: TLSPaths) throws -> [String] {
        let file = setup.file(paths.certificate)
        let bytes = try ApplianceSetup.read(file, "\(setup.appliance.event.path) names it under [server].")
        guard let summary = CertificateSummary(pem: bytes) else {
            throw ApplianceError("\(file.path) is no certificate in PEM form (-----BEGIN CERTIFICATE-----).")
        }
        return ["The certificate \(file.path)", "  SHA-256 fingerprint"] + Self.halves(of: summary.fingerprint)
            + Self.lines(of: summary)
    }

    private func summary(at now: Date) throws -> CertificateSummary {
        guard setup.transport == .ownCertificate else {
            throw ApplianceError("The box has no authority of its own: lanyard.toml and event.toml ask for none.")
        }
        do {
            return try setup.certificates.authoritySummary(creatingFor: setup.boxNames, at: now)
        } catch {
            throw ApplianceError(error)
        }
    }

    private static func lines(of summary: CertificateSummary) -> [String] {
        [
            "  valid from \(day(summary.begins)) until \(day(summary.ends))",
            "  for \(summary.names.descriptions.joined(separator: ", "))",
        ]
    }

    /// Two lines of 16 bytes each, as wide as a sheet.
    private static func halves(of fingerprint: String) -> [String] {
        ["    \(fingerprint.prefix(47))", "    \(fingerprint.dropFirst(48))"]
    }

    private static func day(_ date: Date) -> String { date.formatted(.iso8601.year().month().day()) }
}
