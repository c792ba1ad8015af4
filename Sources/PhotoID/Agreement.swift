// SPDX-License-Identifier: Apache-2.0

/// How well one presented word agrees with one registered word; the weaker, the fewer points.
enum Agreement: Int, Sendable, Comparable {
    /// Two or, at the beginning of a longer word, one edit apart.
    case twoLetters = 50
    case nearBeginning = 55
    case initial = 60
    /// The same consonants, more or less.
    case soundsAlike = 65
    case oneLetter = 75
    /// A nickname, or the beginning of the longer form.
    case shortForm = 78
    /// What was typed so far, or what a document had room for, is the beginning of the word.
    case beginning = 80
    /// The same consonants, where one of the two stands in a script that writes little more.
    case romanised = 85
    /// Equal but for how an umlaut or its kin is written.
    case coarse = 92
    case same = 100

    static func < (left: Agreement, right: Agreement) -> Bool { left.rawValue < right.rawValue }

    /// Whether the words differ by letters, so that they may be two different names.
    var isNear: Bool { self <= .oneLetter && self != .initial }
}
