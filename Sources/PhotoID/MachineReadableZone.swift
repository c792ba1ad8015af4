// SPDX-License-Identifier: Apache-2.0

/// The name part of a passport's, visa's or identity card's machine-readable zone (ICAO 9303).
///
/// No check digit covers the name; a wrong one elsewhere only says that the reading was poor.
struct MachineReadableZone {
    /// The name, or nil if none can be read.
    let name: DocumentName?

    /// Fails if the bytes, upper-cased, do not look like such a zone.
    init?(_ bytes: [UInt8]) {
        guard let text = MachineReadableZone.normalised(bytes) else { return nil }
        let lines = MRZLines(text).lines
        guard let field = MRZNameField(lines) else {
            name = nil
            return
        }
        name = DocumentName(field, isDoubtful: MRZCheckDigit.anyIsWrong(in: lines))
    }
}

extension MachineReadableZone {
    /// Reads the filler in its various disguises, or says that there is no filler and so no zone.
    private static func normalised(_ bytes: [UInt8]) -> [UInt8]? {
        var result = bytes
        if bytes.contains(where: { $0 >= 0x80 }) {
            result = Array(bytes.text.replacing(filler: ["«": "<<", "‹": "<", "＜": "<"]).utf8)
        }
        if result.contains(Byte.filler) { return result }
        return looksLikeDataLine(result) ? result : nil
    }

    /// A line full of numbers alone is still a document, and never a name to search for.
    private static func looksLikeDataLine(_ text: [UInt8]) -> Bool {
        text.count >= 28 && text.allSatisfy { Byte.isDigit($0) || Byte.isLetter($0) || Byte.isLineBreak($0) }
            && text.count(where: { Byte.isDigit($0) }) >= 12
    }
}

extension String {
    fileprivate func replacing(filler disguises: [Character: String]) -> String {
        guard contains(where: { disguises[$0] != nil }) else { return self }
        return String(flatMap { disguises[$0] ?? String($0) })
    }
}
