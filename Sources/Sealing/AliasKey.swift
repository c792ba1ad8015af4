// SPDX-License-Identifier: Apache-2.0

package import Conference
import Crypto

/// What makes up who stands in the journal for people whose ways are not recorded with them.
///
/// Without the key nobody can tell who an alias is; with it anybody can. It is kept with the data, and erased with it.
package struct AliasKey: Sendable {
    private let bytes: [UInt8]

    private static let byteCount = 32

    /// A fresh key.
    package init() {
        var generator = SystemRandomNumberGenerator()
        bytes = (0..<Self.byteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// The key that was kept as `rawRepresentation`, or `nil` unless these are the 32 bytes of one.
    package init?(rawRepresentation: [UInt8]) {
        guard rawRepresentation.count == Self.byteCount else { return nil }
        bytes = rawRepresentation
    }

    /// 32 bytes to be kept secret.
    package var rawRepresentation: [UInt8] { bytes }

    /// Who stands for `registration` on `day`: the same on all of it, and another on the next.
    package func alias(of registration: RegistrationID, on day: String) -> Alias {
        let message = Array("LANYARD ALIAS \(day) \(registration)".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: bytes))
        guard let alias = Alias(bytes: Array(code).prefix(Alias.byteCount)) else {
            fatalError("A digest of 32 bytes holds the 22 of an alias.")
        }
        return alias
    }
}

extension AliasKey: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "alias key (secret)" }
    package var debugDescription: String { description }
}
