// SPDX-License-Identifier: Apache-2.0

package import Conference
package import Doors
package import FrontDesk
import Printing

import struct Foundation.TimeZone

/// What `event.toml` says: the event, and what the appliance needs to know to run it.
package struct EventFile: Equatable, Sendable {
    package var event: Event
    /// When the doors open on each day, in the event's time zone.
    package var opens: TimeOfDay
    package var closes: TimeOfDay
    /// How long after closing time everybody is taken to be out; `nil` when people stay overnight.
    package var clearAfterClosingMinutes: Int?
    /// The name of the venue's map, an SVG file beside the event file.
    package var map: String?
    /// The badge template's file name without `.svg`.
    package var badgeTemplate: String
    /// Other templates for some roles.
    package var badgeTemplatesByRole: [AttendeeRole: String]
    /// Where attendees' phones find their own page; `nil` for badges that say no address.
    package var badgeAddress: BadgeAddress?
    package var printers: [PrinterSettings]
    /// What those desks order that do not use all printers in the file's order, by the desk's name.
    package var desks: [String: PrintOrder]
    /// Which printer prints sessions' cards for the whiteboard; `nil` for none.
    package var cardPrinter: PrinterID?
    /// The certificate and the key with which the daemon speaks HTTPS; `nil` for plain HTTP.
    package var tls: TLSPaths?
    /// The PINs that open doors' drawers.
    package var pins: PINBook
    /// After so long without use a drawer closes by itself.
    package var drawerIdleSeconds: Int
    /// Who is told what becomes of the sessions.
    package var webhooks: [WebhookSettings]

    package static let defaultBadgeTemplate = "badge-86x54"

    /// Which printers each desk's badges go to; `nil` when the event has no printer.
    package var printerAssignment: PrinterAssignment? {
        // In the printer for cards are no labels, unless it is the only one.
        let others = printers.map(\.id).filter { $0 != cardPrinter }
        guard let first = others.first ?? cardPrinter else { return nil }
        let all = PrinterRoute(first, standIns: Array(others.dropFirst()))
        return PrinterAssignment(standard: PrintOrder(all), orders: desks)
    }
}

extension EventFile {
    /// Reads the bytes of an event file; the error holds everything that is wrong with them.
    package init(parsing bytes: [UInt8]) throws(ConfigurationError) {
        let document = try TOMLDocument(parsing: bytes)
        let report = TOMLReport(lines: document.lines)
        let root = TOMLReader(document.root, report: report)
        let head = EventHead(reading: root.table("event"))
        let codeOfConduct = CodeOfConduct(reading: root.table("code_of_conduct"))
        let admission = AdmissionRules(reading: root, days: head?.days ?? [], zone: head?.timeZone)
        let byRole = Self.badgeTemplatesByRole(reading: root.table("badge_templates"))
        let links = root.tables("links").map { LinkEntry(reading: $0) }
        let attendee = AttendeeEntry(reading: root.table("attendee"))
        let privacy = PrivacyEntry(reading: root.table("privacy"), lastDay: head?.days.last)
        let places = root.tables("places").map { PlaceEntry(reading: $0, head) }
        let printers = root.tables("printers").map { PrinterEntry(reading: $0) }
        report.checkUnique(places.map { ($0.id, $0.path) })
        for place in places { place.checkNeighbours(among: places.compactMap(\.id)) }
        report.checkUnique(printers.map { ($0.id, $0.path) })
        let desks = root.tables("desks").map { DeskEntry(reading: $0, printers: printers.compactMap(\.id)) }
        report.checkUnique(desks.map { ($0.name, $0.path) })
        let cards = CardsEntry(
            reading: root.table("cards"), isThere: root.has("cards"), printers: printers.compactMap(\.id))
        tls = TLSPaths(reading: root.table("server"))
        let pins = root.tables("pins").map { PINEntry(reading: $0) }
        report.checkUnique(pins.map { ($0.id, $0.path) })
        PINEntry.checkPINs(of: pins, report)
        let webhooks = root.tables("webhooks").map { WebhookEntry(reading: $0) }
        report.checkUnique(webhooks.map { ($0.id, $0.path) })
        root.finish()
        if head?.screensLockAfterMinutes != nil, pins.isEmpty {
            report.add(
                .badValue, at: TOMLPath().appending("event").appending("screens_lock_after_minutes"),
                "expected [[pins]] in this file, too: without one nobody could unlock a screen")
        }
        guard report.isEmpty, let head, let codeOfConduct else { throw report.error }
        event = Event(
            id: head.id, name: head.name, days: head.days, timeZone: head.timeZone, codeOfConduct: codeOfConduct,
            places: places.compactMap(\.place))
        event.unseenAfterMinutes = head.unseenAfterMinutes
        event.admission = admission
        event.links = links.compactMap(\.link)
        event.privacy = privacy.rules
        self.pins = PINBook(pins.compactMap(\.entry))
        event.pinHolders = self.pins.holders
        drawerIdleSeconds = head.drawerIdleSeconds
        event.screensLockAfterMinutes = head.screensLockAfterMinutes
        self.webhooks = webhooks.compactMap(\.settings)
        clearAfterClosingMinutes = head.clearAfterClosingMinutes
        map = head.map
        opens = head.opens
        closes = head.closes
        badgeTemplate = head.badgeTemplate
        badgeTemplatesByRole = byRole
        badgeAddress = attendee.badgeAddress
        self.printers = printers.compactMap(\.printer)
        self.desks = Dictionary(uniqueKeysWithValues: desks.compactMap(\.assignment))
        cardPrinter = cards.printer
    }
}

extension EventFile {
    /// The table `[badge_templates]`: a template's name for each role that has one of its own.
    private static func badgeTemplatesByRole(reading table: TOMLReader) -> [AttendeeRole: String] {
        let chosen = AttendeeRole.allCases.compactMap { role in
            table.optional(role.rawValue, .slug(of: EventFile.self)).map { (role, $0.rawValue) }
        }
        table.finish()
        return Dictionary(uniqueKeysWithValues: chosen)
    }
}

/// The table `[event]`.
private struct EventHead {
    let id: Slug<Event>
    let name: String
    let days: [String]
    let opens: TimeOfDay
    let closes: TimeOfDay
    let timeZone: String
    let badgeTemplate: String
    let unseenAfterMinutes: Int
    let clearAfterClosingMinutes: Int?
    let whenClosed: ClosingRule
    let drawerIdleSeconds: Int
    let screensLockAfterMinutes: Int?
    let map: String?

    init?(reading table: TOMLReader) {
        let id = table.required("id", .slug(of: Event.self))
        let name = table.required("name", .text(upTo: 200))
        let days = table.requiredList("days", of: .day)
        let opens = table.required("opens", .timeOfDay)
        let closes = table.required("closes", .timeOfDay)
        let timeZone = table.required("time_zone", .timeZone)
        let template = table.optional("badge_template", .slug(of: EventFile.self))
        unseenAfterMinutes = table.optional("unseen_after_minutes", .wholeNumber(1...1440)) ?? 180
        let clears = table.optional("clear_at_day_end", .truth) ?? true
        let grace = table.optional("clear_after_closing_minutes", .wholeNumber(0...720)) ?? 60
        clearAfterClosingMinutes = clears ? grace : nil
        whenClosed = table.optional("when_closed", .closingRule) ?? .keep
        drawerIdleSeconds = table.optional("drawer_closes_after_seconds", .wholeNumber(10...600)) ?? 60
        screensLockAfterMinutes = table.optional("screens_lock_after_minutes", .wholeNumber(1...720))
        map = table.optional("map", .svgFile)
        table.finish()
        if zip(days, days.dropFirst()).contains(where: { $0 >= $1 }) {
            table.report.add(.badValue, at: table.path.appending("days"), "expected days in order, each once")
        }
        if let opens, let closes, closes <= opens {
            table.report.add(
                .badValue, at: table.path.appending("closes"),
                "expected a time after \(opens), when the event opens, found \(closes)")
        }
        guard let id, let name, let opens, let closes, let timeZone else { return nil }
        self.id = id
        self.name = name
        self.days = days
        self.opens = opens
        self.closes = closes
        self.timeZone = timeZone
        badgeTemplate = template?.rawValue ?? EventFile.defaultBadgeTemplate
    }
}

extension CodeOfConduct {
    fileprivate init?(reading table: TOMLReader) {
        let version = table.required("version", .text(upTo: 40))
        let text = table.required("text", .text(upTo: 20_000))
        table.finish()
        guard let version, let text else { return nil }
        self.init(version: version, text: text)
    }
}

/// One of the tables `[[places]]`.
private struct PlaceEntry {
    let id: PlaceID?
    let path: TOMLPath
    let place: Place?
    private let near: [PlaceID]
    private let table: TOMLPath
    private let report: TOMLReport

    /// `head` tells the event's days and time zone, and what holds where the place says nothing.
    init(reading table: TOMLReader, _ head: EventHead?) {
        path = table.path.appending("id")
        self.table = table.path
        report = table.report
        let id = table.required("id", .slug(of: Place.self))
        let name = table.required("name", .text(upTo: 100))
        let kind = table.required(
            "kind", .choice(["room": PlaceKind.room, "poster-session": .posterSession, "meal": .meal]))
        // Where a meal is given out nobody is inside, so any number fits.
        let capacity =
            kind == .meal
            ? table.optional("capacity", .wholeNumber(1...100_000)) ?? 100_000
            : table.required("capacity", .wholeNumber(1...100_000))
        let limit = table.optional(
            "limit",
            .choice(["none": CapacityLimit.none, "soft": .soft, "hard": .hard, "one-in-one-out": .oneInOneOut]))
        near = table.optionalList("near", of: .slug(of: Place.self))
        let livestreamed = table.optional("livestreamed", .truth)
        let stepFree = table.optional("step_free", .truth)
        let description = table.optional("description", .text(upTo: 500))
        let hours = table.hours(
            on: head?.days ?? [], in: head.flatMap { TimeZone(identifier: $0.timeZone) })
        let whenClosed = table.optional("when_closed", .closingRule)
        let boards = table.optional("boards", .wholeNumber(1...10_000))
        if boards != nil, kind != .posterSession {
            table.report.add(.badValue, at: table.path.appending("boards"), "expected boards of a poster session alone")
        }
        table.finish()
        self.id = id
        guard let id, let name, let kind, let capacity else {
            place = nil
            return
        }
        var place = Place(
            id: id, name: name, kind: kind, capacity: capacity, limit: limit ?? .soft, near: near,
            livestreamed: livestreamed ?? false, description: description)
        place.stepFree = stepFree ?? false
        place.hours = hours
        place.whenClosed = whenClosed ?? head?.whenClosed ?? .keep
        place.boards = boards ?? 0
        self.place = place
    }

    /// Reports each neighbour that is none of the event's places.
    func checkNeighbours(among places: [PlaceID]) {
        for (index, other) in near.enumerated() where !places.contains(other) || other == id {
            report.add(
                .badValue, at: table.appending("near").appending(index),
                "expected the id of another of the event’s places, found “\(other)”")
        }
    }
}

extension TOMLExpectation<ClosingRule> {
    fileprivate static var closingRule: Self { choice(["keep": ClosingRule.keep, "clear": .clear]) }
}

/// One of the tables `[[printers]]`.
private struct PrinterEntry {
    let id: PrinterID?
    let path: TOMLPath
    let printer: PrinterSettings?

    init(reading table: TOMLReader) {
        path = table.path.appending("id")
        id = table.required("id", .slug(of: PrinterSubject.self))
        let name = table.required("name", .text(upTo: 100))
        let uri = table.optional("uri", .printerURI)
        let queue = table.optional("queue", .queueName)
        let labels = table.optional("labels", .wholeNumber(1...100_000))
        let warning = table.optional("labels_warning", .wholeNumber(0...100_000))
        if let labels, let warning, warning >= labels {
            table.report.add(
                .badValue, at: table.path.appending("labels_warning"),
                "expected fewer than the \(labels) labels of a full roll, found \(warning)")
        }
        if table.has("uri") == table.has("queue") {
            table.report.add(
                table.has("uri") ? .badValue : .missing, at: table.path,
                "expected either “uri”, a printer on the network, or “queue”, one that CUPS serves")
        }
        table.finish()
        guard let id, let name, let connection = uri.map(PrinterConnection.uri) ?? queue.map(PrinterConnection.queue)
        else {
            printer = nil
            return
        }
        printer = PrinterSettings(
            id: id, name: name, connection: connection, labels: LabelRoll(full: labels, warning: warning))
    }
}

/// One of the tables `[[desks]]`.
private struct DeskEntry {
    let name: String?
    let path: TOMLPath
    private let order: PrintOrder?

    /// `printers` are those of the event.
    init(reading table: TOMLReader, printers: [PrinterID]) {
        path = table.path.appending("name")
        name = table.required("name", .text(upTo: 100))
        let chosen = table.requiredList("printers", of: .slug(of: PrinterSubject.self))
        let activation = table.optional(
            "activation", .choice(["scanned": BadgeActivation.scanned, "printed": .printed]))
        table.finish()
        for (index, printer) in chosen.enumerated() where !printers.contains(printer) {
            table.report.add(
                .badValue, at: table.path.appending("printers").appending(index),
                "expected the id of one of the event’s printers, found “\(printer)”")
        }
        order = chosen.first.map {
            PrintOrder(PrinterRoute($0, standIns: Array(chosen.dropFirst())), activation: activation ?? .scanned)
        }
    }

    var assignment: (String, PrintOrder)? {
        guard let name, let order else { return nil }
        return (name, order)
    }
}

extension TOMLReport {
    /// Reports each identifier that stands in an earlier table, too.
    fileprivate func checkUnique<ID: Hashable>(_ entries: [(id: ID?, path: TOMLPath)]) {
        var first: [ID: TOMLPath] = [:]
        for case (let id?, let path) in entries {
            if let earlier = first[id] {
                add(.duplicate, at: path, "“\(id)” is taken by \(place(earlier))")
            } else {
                first[id] = path
            }
        }
    }
}
