// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
package import Conference
package import Printing

extension BadgePress: PrintDocumentSource {
    package func document(for job: PrintJob, as form: PrintForm) async throws -> PrintDocument {
        guard let holder = try await holder(of: job.badge) else { throw UnknownBadge() }
        return try await document(job.badge, for: holder, as: form, jobName: job.id.description)
    }

    /// The badge `serial` for a person, in the form that a printer wants.
    package func document(
        _ serial: BadgeSerial, for registration: Registration, as form: PrintForm, jobName: String
    ) async throws -> PrintDocument {
        switch form {
        case .pdf:
            let badge = try await render(serial, for: registration)
            return PrintDocument(jobName: jobName, content: .pdf(badge.bytes), size: badge.size)
        case .bitmap(let dotsPerInch):
            let badge = try await bitmap(serial, for: registration, dotsPerInch: dotsPerInch)
            let bitmap = GreyBitmap(
                width: badge.width, height: badge.height, dotsPerInch: badge.dotsPerInch, dots: badge.dots)
            guard let bitmap else { throw NothingDrawn() }
            return PrintDocument(jobName: jobName, content: .bitmap(bitmap), size: badge.size)
        }
    }

    /// A print job is written with its badge: one without is a fault of this program.
    private struct UnknownBadge: Error {}
    /// A badge has a size, so that a picture without dots is a fault of this program.
    private struct NothingDrawn: Error {}
}

extension PrintDocument {
    fileprivate init(jobName: String, content: Content, size: PhysicalSize) {
        self.init(
            jobName: jobName, content: content, widthInMillimetres: size.width, heightInMillimetres: size.height)
    }
}
