// SPDX-License-Identifier: Apache-2.0

import CCUPS

/// The connection to a printer, made when it is needed and made again when it broke.
///
/// It finds out by itself when a printer whose address says nothing of TLS answers over TLS alone.
struct KeptConnection: ~Copyable {
    private let uri: PrinterURI
    private var connection: IPPConnection?
    /// Whether the printer turned out to want TLS although its address does not say so.
    private var wantsTLS = false
    /// Whether the printer has answered since it was last out of reach.
    private var hasAnswered = false
    /// Whether the last exchange broke off as it would if TLS were expected.
    private var mayWantTLS = false
    /// Whether what was exchanged last was encrypted.
    private(set) var isEncrypted = false

    /// How long a printer that speaks no TLS may take to answer in clear.
    private static var clearSeconds: Double { 0.6 }

    init(to uri: PrinterURI) {
        self.uri = uri
        connection = nil
    }

    var isOpen: Bool { connection != nil }

    mutating func exchange(
        _ request: consuming IPPMessage, document: [UInt8]?
    ) throws(IPPFailure) -> IPPMessage {
        if connection == nil { connection = try connect() }
        guard let open = connection.take() else { throw .unreachable("no connection") }
        let answer: IPPMessage
        do throws(IPPFailure) {
            answer = try open.exchange(request, at: uri.path, document: document)
        } catch {
            mayWantTLS = !uri.encrypted && !wantsTLS && !hasAnswered && open.mayWantTLS
            throw error
        }
        isEncrypted = open.isEncrypted
        hasAnswered = true
        connection = consume open
        return answer
    }

    /// Whether a printer that broke off what was said in clear wants TLS: then the next connection has it.
    mutating func turnsOutToWantTLS() -> Bool {
        guard mayWantTLS, TLSProbe.speaksTLS(uri) else { return false }
        wantsTLS = true
        return true
    }

    private mutating func connect() throws(IPPFailure) -> IPPConnection {
        do throws(IPPFailure) {
            guard uri.encrypted || wantsTLS else { return try IPPConnection(to: uri, encrypted: false) }
            if !TLSProbe.speaksTLS(uri) { throw try silence() }
            return try IPPConnection(to: uri, encrypted: true)
        } catch {
            // The next try is by the address again: the printer may have been set up anew.
            (wantsTLS, hasAnswered) = (false, false)
            throw error
        }
    }

    /// What it means that a printer does not answer in TLS: whether it is there at all, a question in clear tells.
    private func silence() throws(IPPFailure) -> IPPFailure {
        let clear = try IPPConnection(to: uri, encrypted: false)
        do throws(IPPFailure) {
            let question = try IPPMessage(IPP_OP_GET_PRINTER_ATTRIBUTES, to: uri)
            _ = try clear.exchange(question, at: uri.path, within: Self.clearSeconds)
            return .tlsFailed("it answers in clear alone")
        } catch {
            return clear.hasSpokenHTTP ? .tlsFailed("it answers in clear alone") : error
        }
    }
}
