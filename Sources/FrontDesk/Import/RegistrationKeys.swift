// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

/// What tells one person on a list from another, folded so that spelling habits do not matter.
struct RegistrationKeys: Equatable {
    let orderCode: String?
    let orderPosition: String?
    let email: String?
    let name: String
    let affiliation: String?

    init(_ details: RegistrationDetails) {
        orderCode = details.orderCode?.uppercased()
        orderPosition = details.orderPosition?.uppercased()
        email = details.email?.lowercased()
        name = Self.folded(details.fullName)
        affiliation = details.affiliation.map(Self.folded)
    }

    /// Letters and digits without accents and case; a name of neither keeps what it has.
    private static func folded(_ text: String) -> String {
        let folded = text.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil
        ).foldedWord
        return folded.isEmpty ? text : folded
    }

    /// Whether both may be the same position of the same order; without a position it may be any.
    func sharesOrder(with other: RegistrationKeys) -> Bool {
        guard orderCode == other.orderCode else { return false }
        guard let orderPosition, let position = other.orderPosition else { return true }
        return orderPosition == position
    }
}

/// What may stand on one row of a file alone.
enum RowIdentity: Hashable {
    case position(order: String, position: String)
    case order(String, name: String)
    case email(String, name: String)
    case name(String, affiliation: String?)

    init(_ keys: RegistrationKeys) {
        switch (keys.orderCode, keys.orderPosition, keys.email) {
        case (let order?, let position?, _): self = .position(order: order, position: position)
        case (let order?, nil, _): self = .order(order, name: keys.name)
        case (nil, _, let email?): self = .email(email, name: keys.name)
        case (nil, _, nil): self = .name(keys.name, affiliation: keys.affiliation)
        }
    }

    /// How the reason for a rejection says it.
    var words: String {
        switch self {
        case .position: "order code and position"
        case .order: "order code and name"
        case .email: "e-mail and name"
        case .name: "name and affiliation"
        }
    }
}
