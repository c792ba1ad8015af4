// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference

struct BadgeWire: Encodable {
    let serial: String

    init(serial: BadgeSerial) {
        self.serial = serial.description
    }
}

/// Something on a badge that somebody should look at.
struct BadgeRemarkWire: Encodable {
    let field: String
    /// `shortened`, or `missing-glyphs`.
    let problem: String

    init(_ remark: BadgeRemark) {
        switch remark {
        case .shortened(let field): (self.field, problem) = (field.rawValue, "shortened")
        case .missingGlyphs(let field, _): (self.field, problem) = (field.rawValue, "missing-glyphs")
        }
    }
}
