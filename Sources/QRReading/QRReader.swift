// SPDX-License-Identifier: Apache-2.0

import CZXing

/// Reads QR codes in pictures, one picture after the other, on a queue of its own.
///
/// No other kind of code is looked for, so that a licence or a ticket that is held up stays unread.
package actor QRReader {
    private let executor = ReadingExecutor()
    private let places: WaitingRoom

    /// A reader that lets so many pictures wait.
    package init(mostWaiting: Int = 8) {
        places = WaitingRoom(size: mostWaiting)
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The texts of the QR codes in `frame`; `nil` when so many pictures wait that this one would be old news.
    ///
    /// - Throws: `QRReadingError`.
    package nonisolated func texts(in frame: GreyFrame) async throws -> [String]? {
        guard places.enter() else { return nil }
        defer { places.leave() }
        return try await read(frame)
    }

    private func read(_ frame: GreyFrame) throws -> [String] {
        try OwnedCodes(in: frame).texts
    }
}

/// The decoder failed, which no picture should bring about.
package struct QRReadingError: Error {}

/// The only owner of the decoder's pointer.
private struct OwnedCodes: ~Copyable {
    private let pointer: OpaquePointer

    init(in frame: borrowing GreyFrame) throws(QRReadingError) {
        let pointer = frame.luma.withUnsafeBufferPointer {
            czxing_read_qr($0.baseAddress, CInt(frame.width), CInt(frame.height))
        }
        guard let pointer else { throw QRReadingError() }
        self.pointer = pointer
    }

    deinit {
        czxing_free(pointer)
    }

    var texts: [String] {
        (0..<czxing_count(pointer)).map { index in
            var length = 0
            let bytes = czxing_bytes(pointer, index, &length)
            return String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
        }
    }
}
