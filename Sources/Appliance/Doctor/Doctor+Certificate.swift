// SPDX-License-Identifier: Apache-2.0

import Certificates
import Foundation
import KioskHTTP

extension Doctor {
    /// Whether browsers take the certificate now and until the event's last day has ended; `nil` where none is needed.
    func certificate(at now: Date) -> Examination? {
        let end = max(now, DayEnd.all(of: setup.eventFile).last?.at ?? now)
        switch setup.transport {
        case .local: return nil
        case .plain: return Examination(subject: "Network", findings: [.hint(ApplianceSetup.plainWarning)])
        case .given(let paths):
            do {
                let identity = try setup.given(paths)
                let trouble = [now, end].lazy.compactMap { identity.trouble(at: $0) }.first
                let hint = trouble == nil ? identity.warning(at: now) : nil
                return Examination(
                    subject: "Certificate",
                    findings: [trouble.map { .mustFix($0) }, hint.map { .hint($0) }].compactMap { $0 })
            } catch {
                return Examination(subject: "Certificate", findings: [.mustFix(error.description)])
            }
        case .ownCertificate: return ownCertificate(at: now, until: end)
        }
    }

    private func ownCertificate(at now: Date, until end: Date) -> Examination {
        let standing: CertificateFolder.Standing?
        do {
            standing = try setup.certificates.standing(for: setup.boxNames, at: now)
        } catch {
            return Examination(subject: "Certificate", findings: [.mustFix(ApplianceError(error).description)])
        }
        guard let standing else {
            return Examination(
                subject: "Certificate", findings: [],
                notes: ["The box makes its own when the daemon starts for the first time."])
        }
        var findings: [Finding] = []
        if standing.authority.ends < end {
            findings.append(
                .mustFix(
                    "The box's authority runs out at \(standing.authority.ends.formatted(.iso8601)). "
                        + "Make another one before, see “lanyard certificate --help”."))
        }
        if standing.server != nil, standing.isDue || standing.server.map({ $0.ends < end }) ?? false {
            findings.append(
                .hint(
                    "The daemon makes another certificate when it is started: the one that it has runs out, or the box "
                        + "is called otherwise by now. Start it anew."))
        }
        if !standing.omitted.isEmpty { findings.append(.hint(ApplianceSetup.warning(ofOmitted: standing.omitted))) }
        return Examination(
            subject: "Certificate", findings: findings,
            notes: ["The authority's SHA-256 fingerprint is \(standing.authority.fingerprint)."])
    }
}
