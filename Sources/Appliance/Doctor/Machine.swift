// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// The kernel's own word on its clock.
enum KernelClock {
    /// Whether a time server keeps it, see adjtimex(2); `nil` where that cannot be asked.
    ///
    /// Swift's Glibc does not show that call. It takes a struct of 208 bytes, whose zeros ask for nothing to be changed,
    /// and its answer is enough: 5 is a clock that nobody keeps.
    static var isKept: Bool? {
        guard let symbol = dlsym(nil, "adjtimex") else { return nil }
        let ask = unsafeBitCast(symbol, to: (@convention(c) (UnsafeMutableRawPointer) -> CInt).self)
        var clock = [UInt64](repeating: 0, count: 64)
        let answer = clock.withUnsafeMutableBytes { bytes in bytes.baseAddress.map(ask) ?? -1 }
        return answer < 0 ? nil : answer != 5
    }
}

/// The machine's memory.
enum Memory {
    /// What programs may still take, as the kernel reckons; `nil` where it does not say.
    static var availableBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") })
        else { return nil }
        return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
}

/// Whether a server could listen at an address.
enum PortProbe {
    case free, taken, notAllowed, noSuchAddress

    static func look(host: String, port: Int) -> PortProbe {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found else { return .noSuchAddress }
        defer { freeaddrinfo(found) }
        let descriptor = socket(address.pointee.ai_family, address.pointee.ai_socktype, address.pointee.ai_protocol)
        guard descriptor >= 0 else { return .noSuchAddress }
        defer { close(descriptor) }
        // As the daemon does: what an ended connection left behind is no server.
        var on: CInt = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<CInt>.size))
        guard bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) != 0 else { return .free }
        switch errno {
        case EADDRINUSE: return .taken
        case EACCES, EPERM: return .notAllowed
        default: return .noSuchAddress
        }
    }
}
