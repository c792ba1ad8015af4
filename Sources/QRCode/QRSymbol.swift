// SPDX-License-Identifier: Apache-2.0

import CQREncode
import Glibc

/// A QR code's modules, level M, the smallest version that holds the text.
package struct QRSymbol: Equatable, Sendable {
    /// Modules on a side, without the quiet zone.
    package let width: Int
    /// Row by row, `true` for dark.
    private let modules: [Bool]

    /// Modules of white that belong around the symbol (ISO/IEC 18004, 9.1).
    package static let quietZone = 4

    /// Capital letters and digits are written in alphanumeric mode, anything else as bytes of UTF-8.
    package init(encoding text: String) throws(QREncodingError) {
        let code = try OwnedQRcode(encoding: text)
        width = code.width
        modules = code.modules
    }

    /// Whether the module in column `x` and row `y` is dark.
    package subscript(x: Int, y: Int) -> Bool { modules[y * width + x] }

    /// The dark stretches of row `y`, as columns.
    package func runs(inRow y: Int) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for x in 0...width {
            let isDark = x < width && self[x, y]
            if isDark, start == nil { start = x }
            if !isDark, let begun = start {
                runs.append(begun..<x)
                start = nil
            }
        }
        return runs
    }

    /// The symbol for a terminal, two rows to a line, with its quiet zone; light on dark backgrounds and dark on light
    /// ones scan alike, since the white is drawn.
    package func terminalDrawing() -> String {
        let quiet = Self.quietZone
        func isLight(_ x: Int, _ y: Int) -> Bool {
            guard (0..<width).contains(x), (0..<width).contains(y) else { return true }
            return !self[x, y]
        }
        return stride(from: -quiet, to: width + quiet, by: 2).map { y in
            String(
                (-quiet..<(width + quiet)).map { x -> Character in
                    switch (isLight(x, y), isLight(x, y + 1)) {
                    case (true, true): "█"
                    case (true, false): "▀"
                    case (false, true): "▄"
                    case (false, false): " "
                    }
                })
        }.joined(separator: "\n")
    }
}

/// Why a text cannot be a QR code.
package enum QREncodingError: Error, Equatable {
    case tooLong(byteCount: Int)
    case outOfMemory
    case unexpected(errno: CInt)
}

/// The only owner of libqrencode's pointer.
private struct OwnedQRcode: ~Copyable {
    private let pointer: UnsafeMutablePointer<QRcode>

    init(encoding text: String) throws(QREncodingError) {
        guard let pointer = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else {
            switch errno {
            case ERANGE: throw .tooLong(byteCount: text.utf8.count)
            case ENOMEM: throw .outOfMemory
            case let code: throw .unexpected(errno: code)
            }
        }
        self.pointer = pointer
    }

    deinit {
        QRcode_free(pointer)
    }

    var width: Int { Int(pointer.pointee.width) }

    /// The lowest bit of each byte says whether the module is dark.
    var modules: [Bool] {
        (0..<(width * width)).map { pointer.pointee.data[$0] & 1 == 1 }
    }
}
