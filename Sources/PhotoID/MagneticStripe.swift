// SPDX-License-Identifier: Apache-2.0

/// The name on the magnetic stripe of a North American licence: "%STCITY^FAMILY$GIVEN$MIDDLE^STREET^?;636…".
///
/// Read off AAMVA's card design standard, annex F: two letters for the state, the city of at most 13 characters, which
/// ends in "^" if it is shorter, then the name, whose parts are separated by "$".
struct MagneticStripe {
    /// The name, or nil if none can be read.
    let name: DocumentName?

    /// Fails if the bytes, upper-cased, do not look like such a stripe.
    init?(_ bytes: [UInt8]) {
        let hasStart = bytes.first == UInt8(ascii: "%")
        let track = bytes.drop { $0 == UInt8(ascii: "%") }
        let caret = UInt8(ascii: "^")
        guard track.prefix(2).count == 2, track.prefix(2).allSatisfy({ Byte.isLetter($0) }),
            track.count(where: { $0 == caret }) >= (hasStart ? 1 : 2),
            hasStart || (track.contains(UInt8(ascii: "$")) && track.contains(UInt8(ascii: "=")))
        else { return nil }
        let city = track.dropFirst(2).prefix(MagneticStripe.longestCity + 1)
        let start = city.firstIndex(of: caret).map { $0 + 1 } ?? track.startIndex + 2 + MagneticStripe.longestCity
        guard start < track.endIndex else {
            name = nil
            return
        }
        name = DocumentName(stripe: track[start...].prefix { $0 != caret })
    }

    private static let longestCity = 13
}
