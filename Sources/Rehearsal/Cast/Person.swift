// SPDX-License-Identifier: Apache-2.0

/// Somebody of the list, as far as an arrival can show it.
package struct Guest: Equatable, Sendable, CustomStringConvertible {
    package let id: String
    package let givenName: String
    package let familyName: String
    package let fullName: String
    package let orderCode: String?
    package let hasSeat: Bool
    /// Whether the rehearsal made the person up.
    package let isMadeUp: Bool

    package init(
        id: String, givenName: String?, familyName: String?, fullName: String, orderCode: String?, hasSeat: Bool,
        isMadeUp: Bool
    ) {
        self.id = id
        let words = fullName.split(separator: " ")
        self.givenName = givenName ?? words.dropLast().joined(separator: " ")
        self.familyName = familyName ?? words.last.map(String.init) ?? fullName
        self.fullName = fullName
        self.orderCode = orderCode
        self.hasSeat = hasSeat
        self.isMadeUp = isMadeUp
    }

    package var description: String { "a guest" }
}

/// Somebody who is on no list.
package struct MadeUpPerson: Equatable, Sendable {
    package let givenName: String
    package let familyName: String
    package let affiliation: String

    package var fullName: String { "\(givenName) \(familyName)" }

    package init(_ chance: inout Chance) {
        givenName = chance.pick(Self.givenNames) ?? ""
        let middle = chance.happens(0.5) ? chance.pick(Self.middles) ?? "" : ""
        familyName = (chance.pick(Self.beginnings) ?? "") + middle + (chance.pick(Self.endings) ?? "")
        affiliation = chance.pick(Self.affiliations) ?? ""
    }

    private static let givenNames = [
        "Alma", "Bruno", "Carla", "Dario", "Edda", "Fabio", "Greta", "Henrik", "Ilse", "Jonas", "Kira", "Lionel",
        "Mira", "Nils", "Odette", "Pavel", "Quentin", "Rosa", "Sven", "Tilda", "Ulrich", "Vera", "Wanda", "Yara",
        "Zeno",
    ]
    private static let beginnings = [
        "Amber", "Birken", "Cast", "Dorn", "Eichen", "Falk", "Gold", "Hasel", "Immer", "Kalt", "Linden", "Moor",
        "Nord", "Oster", "Pappel", "Quell", "Rohr", "Silber", "Tann", "Ulmen", "Vogel", "Weiden", "Zieder",
    ]
    private static let middles = ["a", "el", "en", "ing", "o", "wald", "berg"]
    private static let endings = [
        "bach", "brand", "dahl", "feld", "garten", "hof", "kamp", "land", "mann", "ow", "rode", "see", "stein", "tal",
    ]
    private static let affiliations = ["Walk-in College", "Institute of Rehearsals", "Made-up Labs", "Example AG"]
}
