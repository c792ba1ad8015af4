// SPDX-License-Identifier: Apache-2.0

import QRCode

/// A badge's artwork and the slots in it that are filled for each person.
package struct BadgeTemplate: Equatable, Sendable {
    /// The artwork; slots are hidden when it is drawn.
    let svg: [UInt8]
    package let size: PhysicalSize
    let slots: [Slot]
    /// How wide and high the smallest QR slot is.
    private let qrMillimetres: Double

    /// One slot: a rectangle with `data-field`.
    struct Slot: Equatable, Sendable {
        let id: String
        let field: BadgeField
        let style: TextStyle
    }

    /// Larger files are no badge.
    package static let mostBytes = 2_000_000
    /// A QR slot is at least this wide and high: 37 modules and the quiet zone at half a millimetre each.
    private static let smallestQRMillimetres = 22.5

    /// Reads a template, or says why it cannot be used.
    package init(svg: [UInt8]) throws(TemplateError) {
        guard svg.count <= Self.mostBytes else {
            throw TemplateError(.tooLarge, "It is larger than 2 MB. Make its pictures smaller.")
        }
        let source = try TemplateReader.read(svg)
        let artwork = try Artwork(svg: svg)
        var slots: [Slot] = []
        var qrMillimetres = Double.infinity
        for slot in source.slots {
            let box = artwork.box(of: slot.id)
            guard let box, box.width > 0, box.height > 0 else {
                throw TemplateError(
                    .invisibleSlot, "The slot '\(slot.id)' has no size: give it width and height, and no display:none.")
            }
            if slot.field == .qr, min(box.width, box.height).millimetres < Self.smallestQRMillimetres - 0.01 {
                throw TemplateError(
                    .qrTooSmall,
                    "The QR slot '\(slot.id)' is too small to be read: make it at least \(Self.smallestQRMillimetres) mm "
                        + "wide and high.")
            }
            if slot.field == .qr {
                qrMillimetres = min(qrMillimetres, box.width.millimetres, box.height.millimetres)
            }
            slots.append(slot)
        }
        guard slots.contains(where: { $0.field == .qr }) else {
            throw TemplateError(.noQRSlot, "It has no QR slot: add a rectangle with an id and data-field=\"qr\".")
        }
        self.svg = svg
        size = source.size
        self.slots = slots
        self.qrMillimetres = qrMillimetres
    }

    /// Whether a code of so many modules on a side, with its quiet zone, keeps half a millimetre for each.
    package func fits(modules: Int) -> Bool {
        qrMillimetres + 0.01 >= Double(modules + 2 * QRSymbol.quietZone) / 2
    }
}

/// What stands in a slot; the names are those of `data-field`.
package enum BadgeField: String, CaseIterable, Sendable {
    case name, pronouns, affiliation, role, event, poster, qr
    /// Of the label of a poster's board.
    case board, title, session
    /// Of a session's card.
    case topic, room, time, host
}

/// Millimetres.
package struct PhysicalSize: Equatable, Sendable {
    package let width: Double
    package let height: Double

    package init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }
}

/// Why a template cannot be used.
package struct TemplateError: Error, Equatable, Sendable {
    package enum Code: Sendable {
        case notSVG, noPhysicalSize, noQRSlot, qrTooSmall, unknownField, slotWithoutID, duplicateID, invisibleSlot
        case externalReference, unknownElement, badStyle, tooLarge
    }

    package let code: Code
    /// What is wrong and what to do.
    package let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension Double {
    /// Points as millimetres.
    var millimetres: Double { self * 25.4 / 72 }
    /// Millimetres as points.
    var points: Double { self * 72 / 25.4 }
}
