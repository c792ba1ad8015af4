// SPDX-License-Identifier: Apache-2.0

/// All spellings on the list, each once, and which people have them.
///
/// Few names are shared by many people, so that a query looks at each spelling and not at each person.
struct SpellingIndex: Sendable {
    /// The number of a spelling.
    typealias Token = Int32

    struct Hit {
        let token: Token
        let agreement: Agreement
    }

    private var tokens: [String: Token] = [:]
    private var bytes: [[UInt8]] = []
    /// One bit for each letter that a spelling contains: most spellings are ruled out by comparing these alone.
    private var letters: [UInt64] = []
    private var coarse: [String: [Token]] = [:]
    private var sounds: [String: [Token]] = [:]
    private var sorted: [Token] = []
    private(set) var people: [[Int32]] = []

    mutating func insert(_ spelling: String, person: Int32) -> Token {
        let token = tokens[spelling] ?? add(spelling)
        if people[Int(token)].last != person { people[Int(token)].append(person) }
        return token
    }

    /// To be called once after the last insertion.
    mutating func finish() {
        let bytes = bytes
        sorted = bytes.indices.map(Token.init)
            .sorted { bytes[Int($0)].lexicographicallyPrecedes(bytes[Int($1)]) }
    }

    private mutating func add(_ spelling: String) -> Token {
        let token = Token(bytes.count)
        let utf8 = Array(spelling.utf8)
        tokens[spelling] = token
        bytes.append(utf8)
        letters.append(SpellingIndex.letters(of: utf8))
        coarse[Spelling.coarseKey(spelling), default: []].append(token)
        for key in SoundKey.keys(of: spelling) { sounds[key, default: []].append(token) }
        people.append([])
        return token
    }

    private static func letters(of bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0) { $0 | 1 << UInt64($1 & 0x3F) }
    }
}

// MARK: - Looking for a word

extension SpellingIndex {
    /// The spellings that are equal to the word or differ only in how an umlaut is written.
    func equal(to spelling: String) -> [Hit] {
        var hits = (coarse[Spelling.coarseKey(spelling)] ?? []).map { Hit(token: $0, agreement: .coarse) }
        if let token = tokens[spelling] { hits.append(Hit(token: token, agreement: .same)) }
        return hits
    }

    /// The spellings with the same consonants, more or less.
    func sounding(like spelling: String) -> [Hit] {
        let word = Array(spelling.utf8)
        guard word.count <= EditDistance.maximumLength else { return [] }
        let distance = EditDistance(of: word)
        return SoundKey.keys(of: spelling).flatMap { sounds[$0] ?? [] }.compactMap { token in
            let other = bytes[Int(token)]
            // Half of the letters may differ where one of the two is written without vowels.
            let isClose = distance.distance(to: other).whole * 2 <= max(word.count, other.count) + 1
            return isClose ? Hit(token: token, agreement: .soundsAlike) : nil
        }
    }

    /// The longer spellings that begin with the word.
    func beginning(with spelling: String) -> [Hit] {
        let word = Array(spelling.utf8)
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if bytes[Int(sorted[middle])].lexicographicallyPrecedes(word) { low = middle + 1 } else { high = middle }
        }
        var hits: [Hit] = []
        while low < sorted.count, bytes[Int(sorted[low])].starts(with: word) {
            if bytes[Int(sorted[low])].count > word.count {
                hits.append(Hit(token: sorted[low], agreement: .beginning))
            }
            low += 1
        }
        return hits
    }

    /// The spellings with which the word begins, and its nicknames.
    func shortForms(of spelling: String) -> [Hit] {
        let word = Array(spelling.utf8)
        var forms = ShortForms.related(to: spelling)
        if word.count > 4 { forms += (3..<(word.count - 1)).map { word[..<$0].text } }
        return forms.compactMap { form in tokens[form].map { Hit(token: $0, agreement: .shortForm) } }
    }

    /// The spellings that contain the word's letters but for a few, in any order.
    ///
    /// This loop visits every spelling on the list for every word, so it is written for speed.
    private func withLetters(of word: [UInt8], except limit: Int) -> [Int] {
        let wanted = SpellingIndex.letters(of: word)
        var result: [Int] = []
        letters.withUnsafeBufferPointer { letters in
            var index = 0
            while index < letters.count {
                if (wanted & ~letters[index]).nonzeroBitCount <= limit { result.append(index) }
                index += 1
            }
        }
        return result
    }

    /// The spellings a few edits away; with `asBeginning` also those whose beginning is.
    func near(_ spelling: String, asBeginning: Bool) -> [Hit] {
        let word = Array(spelling.utf8)
        let limit = word.count < 3 ? 0 : word.count < 6 ? 1 : 2
        guard limit > 0, word.count <= EditDistance.maximumLength else { return [] }
        let distance = EditDistance(of: word)
        var hits: [Hit] = []
        for index in withLetters(of: word, except: limit) {
            let other = bytes[index]
            if other.count + limit < word.count || (!asBeginning && other.count > word.count + limit) { continue }
            let (whole, beginning) = distance.distance(to: other)
            if whole == 1 || whole == 2, whole <= limit {
                hits.append(Hit(token: Token(index), agreement: whole == 1 ? .oneLetter : .twoLetters))
            } else if asBeginning, beginning == 1, word.count > 3 {
                hits.append(Hit(token: Token(index), agreement: .nearBeginning))
            }
        }
        return hits
    }
}
