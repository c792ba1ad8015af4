// SPDX-License-Identifier: Apache-2.0

/// Where the event file says that the daemon's certificate and its key are, from the folder of the event file.
package struct TLSPaths: Equatable, Sendable {
    package var certificate: String
    package var key: String

    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }
}

extension TLSPaths {
    /// The table `[server]`; without it, or with nothing in it, the daemon speaks plain HTTP.
    init?(reading table: TOMLReader) {
        let isWanted = [table.has("certificate"), table.has("key")].contains(true)
        let certificate = isWanted ? table.required("certificate", .pemFile("tls/cert.pem")) : nil
        let key = isWanted ? table.required("key", .pemFile("tls/key.pem")) : nil
        table.finish()
        guard let certificate, let key else { return nil }
        self.init(certificate: certificate, key: key)
    }
}

extension TOMLExpectation<String> {
    fileprivate static func pemFile(_ example: String) -> Self {
        text("the path of a PEM file such as “\(example)”") { text in
            text.count <= 1000 && text.contains { !$0.isWhitespace } ? text : nil
        }
    }
}
