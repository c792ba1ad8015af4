// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import CUPSPrinting
import Conference
import Foundation
import FrontDesk
import Logging
import Printing
import SQLiteStore
import Sealing

/// Where badges are made: the event's key, its template, the press and the printers.
struct Workshop {
    let key: BadgeKey
    let press: BadgePress<SQLiteStore, BadgeKey>
    let boardLabels: BoardLabelPress<SQLiteStore>
    let cards: SessionCardPress
    let roster: RosterPress<SQLiteStore, BadgeKey>
    private let printers: [PrinterSettings]
    private let badgeSizes: [MediaSize]
    private let cardPrinter: PrinterID?
    private let shop: PrintShop

    init(_ setup: ApplianceSetup, store: SQLiteStore) async throws {
        key = try await store.badgeKey()
        let renderer = BadgeRenderer()
        press = BadgePress(
            store: store, event: setup.event, signer: key, templates: try Self.templates(setup), renderer: renderer,
            address: setup.eventFile.badgeAddress)
        boardLabels = try Self.boardLabels(setup, store: store, renderer: renderer)
        cards = try Self.cards(setup, renderer: renderer)
        roster = RosterPress(store: store, event: setup.event, sealer: key, renderer: BadgeRenderer())
        printers = setup.eventFile.printers
        badgeSizes = try Self.badgeSizes(setup)
        cardPrinter = setup.eventFile.cardPrinter
        shop = PrintShop(
            badges: press, cards: cards, store: store, event: setup.event, phonesURL: setup.phonesURL)
    }

    /// Where the printers' standing is kept, which says of each whether the event's labels are in.
    func board() -> PrinterBoard {
        PrinterBoard(
            badgeSizes: badgeSizes,
            otherSizes: cardPrinter.map { [$0: cards.size] } ?? [:],
            rolls: Dictionary(uniqueKeysWithValues: printers.map { ($0.id, $0.labels) }))
    }

    /// The service that counts the labels that are left in the printers.
    func labelKeeper(_ store: SQLiteStore, board: PrinterBoard, logger: Logger) -> LabelKeeper<SQLiteStore> {
        LabelKeeper(store: store, board: board, printers: printers.map(\.id), logger: logger)
    }

    /// The service that takes print jobs to their end.
    func spooler(
        _ store: SQLiteStore, board: PrinterBoard, logger: Logger
    ) throws -> Spooler<SQLiteStore, PrintShop, IPPPrinter> {
        let devices = try printers.map { ($0.id, try $0.device()) }
        return Spooler(
            store: store, documents: shop, printers: Dictionary(uniqueKeysWithValues: devices), board: board,
            logger: logger)
    }

    /// How large the event's badges are.
    static func badgeSizes(_ setup: ApplianceSetup) throws -> [MediaSize] {
        try templates(setup).sizes.map { MediaSize(width: $0.width, height: $0.height) }
    }

    private static func templates(_ setup: ApplianceSetup) throws -> BadgeTemplates {
        BadgeTemplates(
            standard: try template(setup.eventFile.badgeTemplate, setup),
            byRole: try setup.eventFile.badgeTemplatesByRole.mapValues { try template($0, setup) })
    }

    /// How large sessions' cards are.
    static func cardSize(_ setup: ApplianceSetup) throws -> MediaSize {
        try cards(setup, renderer: BadgeRenderer()).size
    }

    private static func cards(_ setup: ApplianceSetup, renderer: BadgeRenderer) throws -> SessionCardPress {
        SessionCardPress(
            event: setup.event.name,
            template: try template("card-a6", setup, in: try SharedFiles().cardTemplates), renderer: renderer)
    }

    /// The press of the labels of posters' boards.
    static func boardLabels(
        _ setup: ApplianceSetup, store: SQLiteStore, renderer: BadgeRenderer
    ) throws -> BoardLabelPress<SQLiteStore> {
        BoardLabelPress(
            store: store, event: setup.event,
            template: try template("poster-board", setup, in: try SharedFiles().labelTemplates), renderer: renderer)
    }

    /// The badge template that is called so, from the appliance's own folder or from those that come with Lanyard.
    static func template(_ template: String, _ setup: ApplianceSetup) throws -> BadgeTemplate {
        let read = try self.template(template, setup, in: try SharedFiles().badgeTemplates)
        guard setup.eventFile.badgeAddress == nil || read.fits(modules: BadgeAddress.modules) else {
            throw ApplianceError(
                "The badge template \(template) has a QR slot too small for an address in front of the token: make it "
                    + "24.5 mm wide and high, or leave out [attendee] url in event.toml.")
        }
        return read
    }

    private static func template(
        _ template: String, _ setup: ApplianceSetup, in shared: URL
    ) throws -> BadgeTemplate {
        let name = "\(template).svg"
        let folders = [setup.appliance.templates, shared].compactMap { $0 }
        let files = folders.map { $0.appending(path: name) }
        guard let file = files.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
            let places = folders.map(\.path).joined(separator: " and ")
            throw ApplianceError(
                "There is no template \(name) in \(places). Check badge_template and badge_templates in event.toml."
            )
        }
        do {
            return try BadgeTemplate(svg: try ApplianceSetup.read(file, "", upTo: BadgeTemplate.mostBytes + 1))
        } catch let error as TemplateError {
            throw ApplianceError("The template \(file.path) cannot be used: \(error.message)")
        }
    }
}
