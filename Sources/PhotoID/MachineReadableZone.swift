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
        let lines = MachineReadableZone.lines(text)
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
        if result.count(where: { $0 == Byte.semicolon }) >= 2 {
            // A scanner that types for an American keyboard while the computer expects a German one.
            let swapped: [UInt8: UInt8] = [
                Byte.semicolon: Byte.filler, UInt8(ascii: "Y"): UInt8(ascii: "Z"), UInt8(ascii: "Z"): UInt8(ascii: "Y"),
            ]
            for index in result.indices { result[index] = swapped[result[index]] ?? result[index] }
            return result
        }
        return looksLikeDataLine(result) ? result : nil
    }

    /// A line full of numbers alone is still a document, and never a name to search for.
    private static func looksLikeDataLine(_ text: [UInt8]) -> Bool {
        text.count >= 28 && text.allSatisfy { Byte.isDigit($0) || Byte.isLetter($0) || Byte.isLineBreak($0) }
            && text.count(where: { Byte.isDigit($0) }) >= 12
    }

    /// Separates the lines, also where the breaks between them became blanks or nothing.
    private static func lines(_ text: [UInt8]) -> [[UInt8]] {
        let lines = text.split { Byte.isLineBreak($0) }.map { line in line.filter { $0 > Byte.space } }
            .filter { !$0.isEmpty }
        guard lines.count == 1, let whole = lines.first else { return lines }
        switch whole.count {
        case 88: return cut(whole, every: 44)
        case 72: return cut(whole, every: 36)
        case 90: return cut(whole, every: 30)
        default: return text.split { $0 <= Byte.space }.map(Array.init)
        }
    }

    private static func cut(_ whole: [UInt8], every length: Int) -> [[UInt8]] {
        stride(from: 0, to: whole.count, by: length).map { Array(whole[$0..<min($0 + length, whole.count)]) }
    }
}

extension String {
    fileprivate func replacing(filler disguises: [Character: String]) -> String {
        guard contains(where: { disguises[$0] != nil }) else { return self }
        return String(flatMap { disguises[$0] ?? String($0) })
    }
}
