// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
package import Conference
package import Printing

extension BadgePress {
    /// The badge `serial` for its holder, in the form that a printer wants.
    package func document(
        _ serial: BadgeSerial, as form: PrintForm, jobName: String
    ) async throws -> PrintDocument {
        guard let holder = try await holder(of: serial) else { throw UnknownBadge() }
        return try await document(serial, for: holder, as: form, jobName: jobName)
    }

    /// The badge `serial` for a person, in the form that a printer wants.
    package func document(
        _ serial: BadgeSerial, for registration: Registration, as form: PrintForm, jobName: String
    ) async throws -> PrintDocument {
        switch form {
        case .pdf:
            return PrintDocument(jobName: jobName, try await render(serial, for: registration))
        case .bitmap(let dotsPerInch):
            return try PrintDocument(
                jobName: jobName, try await bitmap(serial, for: registration, dotsPerInch: dotsPerInch))
        }
    }

    /// A print job is written with its badge: one without is a fault of this program.
    private struct UnknownBadge: Error {}
}

extension PrintDocument {
    init(jobName: String, _ page: RenderedBadge) {
        self.init(jobName: jobName, content: .pdf(page.bytes), size: page.size)
    }

    init(jobName: String, _ page: BadgeBitmap) throws {
        let bitmap = GreyBitmap(width: page.width, height: page.height, dotsPerInch: page.dotsPerInch, dots: page.dots)
        guard let bitmap else { throw NothingDrawn() }
        self.init(jobName: jobName, content: .bitmap(bitmap), size: page.size)
    }

    /// A page has a size, so that a picture without dots is a fault of this program.
    private struct NothingDrawn: Error {}

    private init(jobName: String, content: Content, size: PhysicalSize) {
        self.init(
            jobName: jobName, content: content, widthInMillimetres: size.width, heightInMillimetres: size.height)
    }
}
