// SPDX-License-Identifier: Apache-2.0

import CCUPS
import Glibc

/// Finds out within a second whether a port speaks TLS; libcups alone waits ten seconds for a handshake.
enum TLSProbe {
    /// Whether whoever listens there answers the beginning of a handshake in TLS.
    static func speaksTLS(_ uri: PrinterURI) -> Bool {
        let http = httpConnect2(
            uri.host, uri.port, nil, AF_UNSPEC, HTTP_ENCRYPTION_NEVER, 1, IPPConnection.connectMilliseconds, nil)
        guard let http else { return false }
        defer { httpClose(http) }
        let socket = httpGetFd(http)
        let sent = clientHello.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        guard sent == clientHello.count else { return false }
        var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, patienceMilliseconds) == 1 else { return false }
        var first: UInt8 = 0
        guard recv(socket, &first, 1, 0) == 1 else { return false }
        return first == alert || first == handshake
    }

    private static let patienceMilliseconds: CInt = 800
    /// Content types of records (RFC 8446, 5.1).
    private static let alert: UInt8 = 21
    private static let handshake: UInt8 = 22

    /// A hello of TLS 1.2 (RFC 5246, 7.4.1.2) with two ciphers: no printer goes on with it, but each that speaks TLS
    /// answers, if only with an alert.
    private static let clientHello: [UInt8] = {
        let ciphers: [UInt8] = [0xC0, 0x2F, 0x00, 0x9C]
        let body: [UInt8] =
            [3, 3] + [UInt8](repeating: 0x5A, count: 32) + [0] + [0, UInt8(ciphers.count)] + ciphers + [1, 0]
        let message: [UInt8] = [1, 0, 0, UInt8(body.count)] + body
        return [handshake, 3, 1, 0, UInt8(message.count)] + message
    }()
}
