// SPDX-License-Identifier: Apache-2.0

/// The name part of a North American driver licence or ID card (AAMVA DL/ID, PDF417), versions 00 to 11.
///
/// Only the elements that carry names are ever copied out of the bytes. Offsets and lengths in the header are often
/// wrong, also in the standard's own sample, and are not used.
struct AAMVADocument {
    /// The name, or nil if the document shows none that can be read.
    let name: DocumentName?

    /// Fails if the bytes, upper-cased, do not look like such a document.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= AAMVADocument.shortest else { return nil }
        let body = AAMVADocument.body(of: bytes)
        let elements = AAMVAElements(body ?? bytes[...])
        guard body != nil || elements.looksLikeLicence(bytes) || AAMVADocument.startsLikeLicence(bytes) else {
            return nil
        }
        name = DocumentName(elements)
    }
}

extension AAMVADocument {
    /// The marker and the numbers behind it are longer.
    private static let shortest = 16

    /// What follows the header: the file type, the numbers, and the subfile designators.
    private static func body(of bytes: [UInt8]) -> ArraySlice<UInt8>? {
        for marker in ["ANSI", "AAMVA"] {
            guard var position = bytes.position(after: marker, from: 0), position <= 40 else { continue }
            position = bytes.position(from: position) { $0 == Byte.space }
            let numbers = position
            position = bytes.position(from: position) { Byte.isDigit($0) }
            guard position - numbers >= 5 else { continue }
            while isDesignator(bytes[position...]) { position += 10 }
            return bytes[position...]
        }
        return nil
    }

    /// A subfile designator is two letters, a four-digit offset and a four-digit length.
    private static func isDesignator(_ bytes: ArraySlice<UInt8>) -> Bool {
        let designator = bytes.prefix(10)
        return designator.count == 10 && designator.prefix(2).allSatisfy { Byte.isLetter($0) }
            && designator.dropFirst(2).allSatisfy { Byte.isDigit($0) }
    }

    private static func startsLikeLicence(_ bytes: [UInt8]) -> Bool {
        guard bytes.first == Byte.at, bytes.count > 1 else { return false }
        return bytes[1] <= Byte.space || bytes[1] == Byte.pipe || bytes.count > 60
    }
}
