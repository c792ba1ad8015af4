// SPDX-License-Identifier: Apache-2.0

/// One word of a name, with all that it may look like.
struct NameWord: Sendable {
    /// What a word is said to be; `unknown` agrees with both.
    enum Role: Sendable {
        case family, given, unknown

        func agrees(with other: Role) -> Bool { self == other || self == .unknown || other == .unknown }
    }

    /// The word as it was written.
    let text: String
    /// Lower-case ASCII spellings, the plain one first; never empty.
    let spellings: [String]
    var role: Role
    var mayBeCut = false
    /// Whether it may be left out without changing the name ("van", "de").
    var isParticle = false

    var isFamilyParticle: Bool { isParticle && role == .family }

    /// Whether it is written in a script whose romanisation many different names share.
    var isIdeographic: Bool { text.first.map(NameWord.isIdeograph) ?? false }
    /// Whether it is written in a script that leaves vowels out or whose romanisation everybody does in another way.
    var isLooselyRomanised: Bool {
        text.unicodeScalars.first.map { (0x0530..<0x1E00).contains($0.value) && !(0x1100..<0x1200).contains($0.value) }
            ?? false
    }

    var isInitial: Bool { spellings[0].utf8.count == 1 }
    /// A bit for each letter that one of the spellings begins with.
    var firstLetters: UInt64 {
        spellings.reduce(0) { letters, spelling in letters | (spelling.utf8.first.map { 1 << UInt64($0 & 0x3F) } ?? 0) }
    }
}

extension NameWord {
    /// Splits a text into words at blanks, punctuation, hyphens, and where a capital follows a small letter.
    ///
    /// An apostrophe joins. Each Han character and each Hangul syllable is a word of its own, as their romanisations
    /// are written together or apart at will.
    static func words(of text: String, role: Role, mayBeCut: Bool = false) -> [NameWord] {
        let pieces = pieces(of: text)
        return pieces.compactMap { piece in
            var spellings = Spelling.all(of: piece)
            guard let plain = spellings.first else { return nil }
            if pieces.count > 1 || role != .unknown, let others = articles[plain] { spellings = others }
            return NameWord(text: piece, spellings: spellings, role: role, mayBeCut: mayBeCut)
        }
    }

    /// Particles count as such in front of another word of a family name, or inside a name whose parts are not told.
    static func markParticles(_ words: inout [NameWord]) {
        for index in words.indices where particles.contains(words[index].spellings[0]) {
            let next = index + 1 < words.count ? words[index + 1].role : nil
            switch words[index].role {
            case .family: words[index].isParticle = next == .family
            case .unknown: words[index].isParticle = index > 0 && next == .unknown
            case .given: break
            }
        }
    }
}

extension NameWord {
    private static let particles: Set<String> = [
        "af", "al", "av", "bin", "d", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "di", "do",
        "dos",
        "du", "e", "el", "ibn", "la", "las", "le", "los", "of", "ter", "van", "vom", "von", "y", "zu", "zum", "zur",
    ]

    /// The Arabic article, which each country writes in its own way.
    private static let articles = ["al": ["al", "el"], "el": ["el", "al"], "ul": ["ul", "al", "el"]]
    private static let arabicArticle = "ال"

    private static func pieces(of text: String) -> [String] {
        text.utf8.allSatisfy({ $0 < 0x80 }) ? pieces(ofASCII: text) : pieces(ofAny: text)
    }

    /// The same for most names, without a look into the tables of Unicode.
    private static func pieces(ofASCII text: String) -> [String] {
        var pieces: [String] = []
        var piece: [UInt8] = []
        func finish() {
            if !piece.isEmpty { pieces.append(piece.text) }
            piece = []
        }
        for byte in text.utf8 {
            if Byte.isLetter(byte), let last = piece.last, Byte.isSmallLetter(last) { finish() }
            if Byte.isLetter(byte) || Byte.isSmallLetter(byte) || Byte.isDigit(byte) {
                piece.append(byte)
            } else if byte != UInt8(ascii: "'"), byte != UInt8(ascii: "`") {
                finish()
            }
        }
        finish()
        return pieces
    }

    private static func pieces(ofAny text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        func finish() {
            if piece.hasPrefix(arabicArticle), piece.count > arabicArticle.count + 1 {
                pieces.append(arabicArticle)
                piece.removeFirst(arabicArticle.count)
            }
            if !piece.isEmpty { pieces.append(piece) }
            piece = ""
        }
        for character in text {
            if isIdeograph(character) {
                finish()
                pieces.append(String(character))
            } else if character.isLetter || character.isNumber {
                if character.isUppercase, let last = piece.last, last.isLowercase { finish() }
                piece.append(character)
            } else if !joins(character) {
                finish()
            }
        }
        finish()
        return pieces
    }

    private static func joins(_ character: Character) -> Bool {
        "'’‘`´ʼʻ".contains(character)
            || character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .format }
    }

    private static func isIdeograph(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return scalar.properties.isIdeographic || (0xAC00...0xD7A3).contains(scalar.value)
    }
}
