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
    private var text = SpellingText()
    private var coarse: [String: [Token]] = [:]
    private var sounds: [String: [Token]] = [:]
    private var sorted: [Token] = []
    private var byLetters = SpellingLetters()
    private(set) var people: [[Int32]] = []

    mutating func insert(_ spelling: String, person: Int32) -> Token {
        let token = tokens[spelling] ?? add(spelling)
        if people[Int(token)].last != person { people[Int(token)].append(person) }
        return token
    }

    /// To be called once after the last insertion.
    mutating func finish() {
        let text = text
        sorted = (0..<Token(text.count)).sorted { text.precedes($0, $1) }
        byLetters = SpellingLetters(text)
    }

    private mutating func add(_ spelling: String) -> Token {
        let token = text.append(spelling)
        tokens[spelling] = token
        coarse[Spelling.coarseKey(spelling), default: []].append(token)
        for key in SoundKey.keys(of: spelling) { sounds[key, default: []].append(token) }
        people.append([])
        return token
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
        let surnames = HangulRomanisation.otherSpellings(ofSurname: spelling).compactMap { tokens[$0] }
            .map { Hit(token: $0, agreement: .soundsAlike) }
        return surnames
            + SoundKey.keys(of: spelling).flatMap { sounds[$0] ?? [] }.compactMap { token in
                // Half of the letters may differ where one of the two is written without vowels.
                let differing = text.distance(distance, to: token).whole
                let isClose = differing * 2 <= max(word.count, text.length(of: token)) + 1
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
            if text.precedes(sorted[middle], word) { low = middle + 1 } else { high = middle }
        }
        var hits: [Hit] = []
        while low < sorted.count, text.starts(sorted[low], with: word) {
            if text.length(of: sorted[low]) > word.count {
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

    /// The spellings a few edits away; with `asBeginning` also those whose beginning is.
    func near(_ spelling: String, asBeginning: Bool) -> [Hit] {
        let word = Array(spelling.utf8)
        let limit = word.count < 3 ? 0 : word.count < 6 ? 1 : 2
        guard limit > 0, word.count <= EditDistance.maximumLength else { return [] }
        let distance = EditDistance(of: word)
        var hits: [Hit] = []
        let lengths = (word.count - limit)...(word.count + limit)
        byLetters.forEach(near: word, lengths: lengths, limit: limit, asBeginning: asBeginning) { token in
            let (whole, beginning) = text.distance(distance, to: token)
            if whole == 1 || whole == 2, whole <= limit {
                hits.append(Hit(token: token, agreement: whole == 1 ? .oneLetter : .twoLetters))
            } else if asBeginning, beginning == 1, word.count > 3 {
                hits.append(Hit(token: token, agreement: .nearBeginning))
            }
        }
        guard asBeginning, word.count > 3 else { return hits }
        let longer = (word.count + limit + 1)...Int.max
        byLetters.forEach(near: word, lengths: longer, limit: 1, asBeginning: true) { token in
            if text.distance(distance, to: token, upTo: word.count + 1).beginning == 1 {
                hits.append(Hit(token: token, agreement: .nearBeginning))
            }
        }
        return hits
    }
}
