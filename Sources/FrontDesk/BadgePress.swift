// SPDX-License-Identifier: Apache-2.0

package import BadgeDesign
package import Conference
import QRCode

/// Makes the very badge: the same for the preview, the file and the printer.
package struct BadgePress<Store: Journal & Roster, Signer: BadgeSigner>: Sendable {
    private let store: Store
    private let event: Event
    private let signer: Signer
    private let template: BadgeTemplate
    private let renderer: BadgeRenderer

    package init(store: Store, event: Event, signer: Signer, template: BadgeTemplate, renderer: BadgeRenderer) {
        self.store = store
        self.event = event
        self.signer = signer
        self.template = template
        self.renderer = renderer
    }

    /// The badge as a PDF, or `nil` when there is no such badge.
    package func pdf(of serial: BadgeSerial) async throws -> [UInt8]? {
        guard let holder = try await holder(of: serial) else { return nil }
        return try await render(serial, for: holder).bytes
    }

    /// A picture of the badge, or `nil` when there is no such badge.
    package func png(of serial: BadgeSerial, dotsPerInch: Int) async throws -> [UInt8]? {
        guard let holder = try await holder(of: serial) else { return nil }
        return try await renderer.png(
            template, text: BadgeText(holder, event: event), code: try code(for: serial), dotsPerInch: dotsPerInch
        ).bytes
    }

    /// A badge for somebody, with remarks on what had to be shortened.
    package func render(_ serial: BadgeSerial, for registration: Registration) async throws -> RenderedBadge {
        try await renderer.pdf(
            template, text: BadgeText(registration, event: event), code: try code(for: serial))
    }

    func holder(of serial: BadgeSerial) async throws -> Registration? {
        guard let id = await store.read({ $0.badges[serial]?.registration }) else { return nil }
        return try await store.registration(id)
    }

    private func code(for serial: BadgeSerial) throws -> QRSymbol {
        try QRSymbol(encoding: try BadgeToken(serial: serial, event: event.id, signedBy: signer).text)
    }
}
