// SPDX-License-Identifier: Apache-2.0

/// Chinese characters as names spell them besides pinyin.
enum ChineseReadings {
    /// The spellings of a character whose pinyin is given: surname readings, pinyin, Taiwan's and Hong Kong's ways.
    static func spellings(of character: String, pinyin: String) -> [String] {
        var result = surnames[character] ?? []
        result.append(pinyin)
        // A passport writes ü as YU, people as U or V.
        if pinyin.hasPrefix("lu") || pinyin.hasPrefix("nu"), umlauts.contains(character) {
            result += [
                String(pinyin.prefix(1)) + "yu" + pinyin.dropFirst(2),
                String(pinyin.prefix(1)) + "v" + pinyin.dropFirst(2),
            ]
        }
        result.append(wadeGiles(pinyin))
        return result
    }

    private static let umlauts: Set<String> = [
        "吕", "呂", "律", "绿", "綠", "女", "旅", "履", "虑", "閭", "闾", "铝", "鋁", "缕", "侣",
    ]

    /// Wade and Giles' system without its marks, as Taiwan's passports print most names.
    static func wadeGiles(_ pinyin: String) -> String {
        if let whole = wholeSyllables[pinyin] { return whole }
        let initial = ["zh", "ch", "sh"].first { pinyin.hasPrefix($0) } ?? String(pinyin.prefix(1))
        guard let first = initials[initial] else { return pinyin }
        var final = String(pinyin.dropFirst(initial.count))
        // After these, u is ü and "ong" is "iung".
        if ["j", "q", "x"].contains(initial), final == "iong" { final = "iung" }
        final = finals[final] ?? final
        if final == "o", ["d", "t", "n", "l", "z", "c", "s", "zh", "ch", "r"].contains(initial) { final = "o" }
        return first + final
    }

    private static let wholeSyllables = [
        "zi": "tzu", "ci": "tzu", "si": "szu", "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "ge": "ko",
        "ke": "ko", "he": "ho", "e": "o", "yi": "i", "you": "yu", "ye": "yeh", "yan": "yen", "yong": "yung",
        "gui": "kuei",
        "kui": "kuei", "er": "erh", "shuo": "shuo", "guo": "kuo", "kuo": "kuo", "huo": "huo", "xu": "hsu",
        "yue": "yueh",
    ]

    private static let initials = [
        "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch",
        "ch": "ch",
        "sh": "sh", "r": "j", "z": "ts", "c": "ts", "s": "s", "l": "l", "n": "n", "m": "m", "f": "f", "h": "h",
        "w": "w",
        "y": "y",
    ]

    private static let finals = [
        "ong": "ung", "ian": "ien", "ie": "ieh", "ue": "ueh", "uo": "o", "iu": "iu", "ui": "ui", "e": "e",
    ]

    /// Surnames that are read otherwise than the character elsewhere, or are written after Cantonese, Hokkien or Teochew.
    private static let surnames = ReadingTable.parse(
        """
        陈 chen chan tan chin,陳 chen chan tan chin,张 zhang chang cheung teo,張 zhang chang cheung teo,王 wang wong ong heng
        李 li lee lei,黄 huang wong ng hwang ooi,黃 huang wong ng hwang ooi,吴 wu ng goh woo,吳 wu ng goh woo,林 lin lam lim ling
        刘 liu lau lew low,劉 liu lau lew low,杨 yang yeung yeo young,楊 yang yeung yeo young,郑 zheng cheng chng tay,鄭 zheng cheng chng tay
        谢 xie hsieh tse chia,謝 xie hsieh tse chia,许 xu hsu hui koh khoo,許 xu hsu hui koh khoo,曾 zeng tseng tsang chan,蔡 cai tsai choi chua choy
        徐 xu hsu tsui chui,朱 zhu chu choo,赵 zhao chao chiu,趙 zhao chao chiu,周 zhou chou chow chew,胡 hu wu,郭 guo kuo kwok quek
        何 he ho hoe,高 gao kao ko,罗 luo lo law,羅 luo lo law,梁 liang leung neo,宋 song sung soong,唐 tang tong,韩 han hon,韓 han hon
        邓 deng teng tang,鄧 deng teng tang,冯 feng fung,馮 feng fung,曹 cao tsao cho,彭 peng pang,肖 xiao hsiao siu,萧 xiao hsiao siu
        蕭 xiao hsiao siu,蒋 jiang chiang tseung,蔣 jiang chiang tseung,沈 shen sum shum,吕 lu lyu lv lui,呂 lu lyu lv lui,卢 lu lo
        盧 lu lo,苏 su so soh,蘇 su so soh,丁 ding ting,叶 ye yeh yip yap,葉 ye yeh yip yap,余 yu yue yee,潘 pan poon,戴 dai tai
        钟 zhong chung,鍾 zhong chung,谭 tan tam,譚 tan tam,廖 liao liu liew,邹 zou tsou chau,鄒 zou tsou chau,熊 xiong hsiung hung
        金 jin chin kam,陆 lu luk,陸 lu luk,孔 kong hung,白 bai pai,崔 cui tsui,毛 mao mo,邱 qiu chiu yau khoo,秦 qin chin
        江 jiang chiang kong,顾 gu ku koo,顧 gu ku koo,龙 long lung,龍 long lung,万 wan man,萬 wan man,段 duan tuan,单 shan dan
        單 shan dan,仇 qiu chou,解 xie jie,区 ou au qu,區 ou au qu,查 zha cha,盖 ge gai,朴 piao pu,翁 weng yung,庄 zhuang chuang
        莊 zhuang chuang,施 shi shih si,洪 hong hung ang,游 you yu,赖 lai,賴 lai,詹 zhan chan,简 jian chien,簡 jian chien,柯 ke ko kua
        温 wen wan,溫 wen wan,方 fang fong,石 shi shih shek,任 ren jen yam,姜 jiang chiang,范 fan,汪 wang wong,田 tian tien,尹 yin wan
        """)
}
