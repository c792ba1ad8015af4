// SPDX-License-Identifier: Apache-2.0

package import BadgeDesign
import Conference
package import Printing

extension BadgePress: PrintDocumentSource {
    package func document(for job: PrintJob) async throws -> PrintDocument {
        guard let holder = try await holder(of: job.badge) else { throw UnknownBadge() }
        let badge = try await render(job.badge, for: holder)
        return PrintDocument(badge, jobName: job.id.description)
    }

    /// A print job is written with its badge: one without is a fault of this program.
    private struct UnknownBadge: Error {}
}

extension PrintDocument {
    package init(_ badge: RenderedBadge, jobName: String) {
        self.init(
            jobName: jobName, pdf: badge.bytes, widthInMillimetres: badge.size.width,
            heightInMillimetres: badge.size.height)
    }
}
