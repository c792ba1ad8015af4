// SPDX-License-Identifier: Apache-2.0

/// One thing that agrees or differs between what was presented and a registration.
package enum MatchReason: Hashable, Sendable {
    case sameName
    case spelledDifferently(String)
    case oneLetterDiffers(String)
    case lettersDiffer(String)
    case shortForm(String)
    case initialOnly(String)
    case startsWith
    case wordsJoined
    case givenNameCut
    case familyNameCut
    case givenNameMissing
    case middleNameMissing
    case otherMiddleName
    case familyNamePartMissing
    case otherFamilyName
    case otherSuffix
    case namesSwapped
    case otherNameOrder
    case preferredName
    case repairedReading
    case sameOrderCode
    case sameEmail
    case emailStartsWith
}

extension MatchReason {
    /// A stable kebab-case word for a table of sentences.
    package var code: String {
        switch self {
        case .sameName: "same-name"
        case .spelledDifferently: "spelled-differently"
        case .oneLetterDiffers: "one-letter-differs"
        case .lettersDiffer: "letters-differ"
        case .shortForm: "short-form"
        case .initialOnly: "initial-only"
        case .startsWith: "starts-with"
        case .wordsJoined: "words-joined"
        case .givenNameCut: "given-name-cut"
        case .familyNameCut: "family-name-cut"
        case .givenNameMissing: "given-name-missing"
        case .middleNameMissing: "middle-name-missing"
        case .otherMiddleName: "other-middle-name"
        case .familyNamePartMissing: "family-name-part-missing"
        case .otherFamilyName: "other-family-name"
        case .otherSuffix: "other-suffix"
        case .namesSwapped: "names-swapped"
        case .otherNameOrder: "other-name-order"
        case .preferredName: "preferred-name"
        case .repairedReading: "repaired-reading"
        case .sameOrderCode: "same-order-code"
        case .sameEmail: "same-email"
        case .emailStartsWith: "email-starts-with"
        }
    }

    /// The letters in question, registered first: "ü → UE".
    package var detail: String? {
        switch self {
        case .spelledDifferently(let detail), .oneLetterDiffers(let detail), .lettersDiffer(let detail),
            .shortForm(let detail), .initialOnly(let detail):
            detail
        default: nil
        }
    }
}

extension MatchReason: CustomStringConvertible {
    // The detail is a piece of a name and stays out of logs.
    package var description: String { code }
}
