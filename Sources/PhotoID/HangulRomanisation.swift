// SPDX-License-Identifier: Apache-2.0

/// Korean syllables as passports and their bearers romanise them: the Revised system first, then what is usual.
enum HangulRomanisation {
    /// All spellings of a syllable, the official one first; none if it is no Hangul syllable.
    static func spellings(of syllable: Unicode.Scalar) -> [String] {
        guard (0xAC00...0xD7A3).contains(syllable.value) else { return [] }
        let index = Int(syllable.value) - 0xAC00
        let (initial, vowel, final) = (index / 588, index % 588 / 28, index % 28)
        var result = surnames[String(syllable)] ?? []
        for start in initials[initial] {
            for middle in vowels[vowel] {
                for end in finals[final] { result.append(start + middle + end) }
            }
        }
        return Array(result.prefix(mostSpellings))
    }

    /// The other spellings of a Korean surname: Pak and Bak of Park.
    static func otherSpellings(ofSurname spelling: String) -> Set<String> { surnameSpellings[spelling] ?? [] }

    private static let surnameSpellings: [String: Set<String>] = surnames.values.reduce(into: [:]) { table, spellings in
        for spelling in spellings { table[spelling, default: []].formUnion(spellings.filter { $0 != spelling }) }
    }

    private static let mostSpellings = 14

    private static let initials = [
        ["g", "k"], ["kk"], ["n"], ["d", "t"], ["tt"], ["r", "l"], ["m"], ["b", "p"], ["pp"], ["s"], ["ss"], [""],
        ["j", "ch"], ["jj"], ["ch"], ["k"], ["t"], ["p"], ["h"],
    ]

    private static let vowels = [
        ["a", "ah"], ["ae", "ai"], ["ya"], ["yae"], ["eo", "u", "o"], ["e"], ["yeo", "you", "yu", "yo"], ["ye"],
        ["o", "oh"],
        ["wa"], ["wae"], ["oe", "oi"], ["yo"], ["u", "oo", "woo"], ["wo", "weo"], ["we"], ["wi", "wee"], ["yu", "yoo"],
        ["eu", "u"], ["ui", "eui", "ee", "i"], ["i", "ee"],
    ]

    private static let finals = [
        [""], ["k", "g"], ["k"], ["k"], ["n"], ["n"], ["n"], ["t"], ["l", "r"], ["k"], ["m"], ["l"], ["l"], ["l"],
        ["l"],
        ["l"], ["m"], ["p", "b"], ["p"], ["t", "s"], ["t"], ["ng"], ["t"], ["t"], ["k"], ["t"], ["p"], ["t"],
    ]

    /// Surnames whose bearers seldom write them as the rules say.
    private static let surnames: [String: [String]] = [
        "김": ["kim"], "이": ["lee", "yi", "rhee", "li", "ri"], "박": ["park", "bak", "pak"], "최": ["choi", "choe"],
        "정": ["jung", "jeong", "chung", "joung"], "강": ["kang", "gang"], "조": ["cho", "jo"], "윤": ["yoon", "yun"],
        "장": ["jang", "chang"], "임": ["lim", "im", "rim", "yim"], "오": ["oh", "o"], "서": ["seo", "suh", "sur"],
        "신": ["shin", "sin"], "권": ["kwon", "gwon"], "안": ["ahn", "an"], "류": ["ryu", "yoo", "ryoo"],
        "유": ["yoo", "yu", "you", "ryu"], "노": ["roh", "noh", "no", "ro"], "구": ["koo", "gu", "ku"], "우": ["woo", "u"],
        "전": ["jun", "jeon", "chun"], "심": ["shim", "sim"], "손": ["son", "sohn"], "백": ["baek", "paik", "back"],
        "허": ["heo", "hur", "huh"], "남": ["nam"], "문": ["moon", "mun"], "주": ["joo", "ju", "chu"], "라": ["ra", "na"],
        "나": ["na", "ra"], "송": ["song"], "홍": ["hong"], "황": ["hwang"], "고": ["ko", "go", "koh"], "양": ["yang"],
        "배": ["bae", "pae"], "차": ["cha"], "곽": ["kwak", "gwak"], "성": ["sung", "seong"], "석": ["seok", "suk"],
        "선": ["sun", "seon"], "추": ["choo", "chu"], "소": ["so", "soh"], "변": ["byun", "byeon"], "여": ["yeo", "yuh"],
        "명": ["myung", "myeong"], "염": ["yeom", "yum"], "민": ["min"], "천": ["chun", "cheon"], "제": ["je", "jae"],
        "현": ["hyun", "hyeon"], "희": ["hee", "heui"],
    ]
}
