// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import Printing
import QRReading
import SQLiteStore
import Sealing

/// Looks at badges as a scanner does: draws the very badge in a label printer's dots and reads its code.
struct RehearsalPress: Sendable {
    private let press: BadgePress<SQLiteStore, BadgeKey>
    private let store: SQLiteStore
    private let reader = QRReader(mostWaiting: 64)
    /// As fine as the most common label printers print, or coarser where the badge is large.
    let dotsPerInch: Int

    init(_ copy: RehearsalCopy) async throws {
        press = try await Workshop(copy.setup, store: copy.store).press
        store = copy.store
        let sizes = try Workshop.badgeSizes(copy.setup)
        dotsPerInch = [203, 150, 100].first { dots in sizes.allSatisfy { Self.fits($0, dots) } } ?? 72
    }

    private static func fits(_ size: MediaSize, _ dotsPerInch: Int) -> Bool {
        let (width, height) = (size.width / 25.4 * Double(dotsPerInch), size.height / 25.4 * Double(dotsPerInch))
        return max(width, height) < Double(GreyFrame.longestSide) && width * height < Double(GreyFrame.mostPixels)
    }

    /// What the code on a badge says, or `nil` when it cannot be read.
    func codeText(of serial: String, for registration: String) async throws -> String? {
        guard let serial = BadgeSerial(serial), let id = RegistrationID(registration),
            let person = try await store.registration(id)
        else { return nil }
        let document = try await press.document(
            serial, for: person, as: .bitmap(dotsPerInch: dotsPerInch), jobName: "rehearsal")
        guard case .bitmap(let bitmap) = document.content,
            let frame = GreyFrame(width: bitmap.width, height: bitmap.height, luma: bitmap.dots)
        else { return nil }
        let texts = try await reader.texts(in: frame) ?? []
        return texts.count == 1 ? texts[0] : nil
    }
}
