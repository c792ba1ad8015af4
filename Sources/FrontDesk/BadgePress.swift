// SPDX-License-Identifier: Apache-2.0

package import BadgeDesign
package import Conference
import QRCode

/// Makes the very badge: the same for the preview, the file and the printer.
package struct BadgePress<Store: Journal & Roster, Signer: BadgeSigner>: Sendable {
    private let store: Store
    private let event: Event
    private let signer: Signer
    private let templates: BadgeTemplates
    private let renderer: BadgeRenderer
    /// What stands in front of the token; `nil` for the token alone.
    private let address: BadgeAddress?

    package init(
        store: Store, event: Event, signer: Signer, templates: BadgeTemplates, renderer: BadgeRenderer,
        address: BadgeAddress? = nil
    ) {
        self.address = address
        self.store = store
        self.event = event
        self.signer = signer
        self.templates = templates
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
            templates[holder.details.role], text: await text(for: holder), code: try code(for: serial),
            dotsPerInch: dotsPerInch
        ).bytes
    }

    /// What somebody should look at on the badge `serial`, or `nil` when there is no such badge.
    package func remarks(on serial: BadgeSerial) async throws -> [BadgeRemark]? {
        guard let holder = try await holder(of: serial) else { return nil }
        return try await render(serial, for: holder).remarks
    }

    /// A badge for somebody, with remarks on what had to be shortened.
    package func render(_ serial: BadgeSerial, for registration: Registration) async throws -> RenderedBadge {
        try await renderer.pdf(
            templates[registration.details.role], text: await text(for: registration),
            code: try code(for: serial))
    }

    /// The same badge as grey dots.
    func bitmap(
        _ serial: BadgeSerial, for registration: Registration, dotsPerInch: Int
    ) async throws -> BadgeBitmap {
        try await renderer.bitmap(
            templates[registration.details.role], text: await text(for: registration),
            code: try code(for: serial), dotsPerInch: dotsPerInch)
    }

    /// What somebody should look at on this person's badge, before it is made.
    package func remarks(for registration: Registration) async throws -> [BadgeRemark] {
        var generator = SystemRandomNumberGenerator()
        return try await render(BadgeSerial(using: &generator), for: registration).remarks
    }

    /// A badge that no door accepts, on `template` or the one for the person's role.
    package func specimen(
        for registration: Registration, on template: BadgeTemplate? = nil, caption: String
    ) async throws -> BadgeEntry {
        var generator = SystemRandomNumberGenerator()
        return BadgeEntry(
            template: template ?? templates[registration.details.role], text: await text(for: registration),
            code: try code(for: BadgeSerial(using: &generator)), caption: caption)
    }

    /// The very badge of `registration`, for a file of many.
    package func entry(_ serial: BadgeSerial, for registration: Registration) async throws -> BadgeEntry {
        BadgeEntry(
            template: templates[registration.details.role], text: await text(for: registration),
            code: try code(for: serial))
    }

    /// A badge of the pool, without a name: `number` of `count`.
    package func spare(_ serial: BadgeSerial, number: Int, of count: Int) throws -> BadgeEntry {
        var text = BadgeText()
        text[.event] = event.name
        text[.poster] = "\(number) / \(count)"
        return BadgeEntry(template: templates[.attendee], text: text, code: try code(for: serial))
    }

    /// One badge a page.
    package func book(_ entries: [BadgeEntry]) async throws -> ContactSheet {
        try await renderer.book(entries)
    }

    package func contactSheet(_ entries: [BadgeEntry], as form: ContactSheet.Form) async throws -> ContactSheet {
        try await renderer.contactSheet(entries, as: form)
    }

    private func text(for registration: Registration) async -> BadgeText {
        let event = event
        let boards = await store.read { $0.posters.boards(of: registration.id, in: event) }
        return BadgeText(registration, boards: boards, event: event)
    }

    func holder(of serial: BadgeSerial) async throws -> Registration? {
        guard let id = await store.read({ $0.badges[serial]?.registration }) else { return nil }
        return try await store.registration(id)
    }

    private func code(for serial: BadgeSerial) throws -> QRSymbol {
        let token = try BadgeToken(serial: serial, event: event.id, signedBy: signer)
        return try QRSymbol(encoding: address?.address(of: token) ?? token.text)
    }
}
