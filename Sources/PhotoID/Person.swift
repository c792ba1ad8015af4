// SPDX-License-Identifier: Apache-2.0

/// One person on the registration list, as they wrote themselves down.
package struct Person<ID: Hashable & Sendable>: Sendable {
    package let id: ID
    package let givenName: String?
    package let familyName: String?
    package let fullName: String
    package let preferredName: String?
    package let affiliation: String?
    package let email: String?
    package let orderCode: String?

    package init(
        id: ID, givenName: String? = nil, familyName: String? = nil, fullName: String, preferredName: String? = nil,
        affiliation: String? = nil, email: String? = nil, orderCode: String? = nil
    ) {
        self.id = id
        self.givenName = givenName
        self.familyName = familyName
        self.fullName = fullName
        self.preferredName = preferredName
        self.affiliation = affiliation
        self.email = email
        self.orderCode = orderCode
    }
}

extension Person: CustomStringConvertible, CustomReflectable {
    package var description: String { "Person(\(id))" }
    package var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
