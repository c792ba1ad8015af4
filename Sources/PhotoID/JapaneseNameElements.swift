// SPDX-License-Identifier: Apache-2.0

/// Names of two kanji that no table holds, read by the usual readings of their halves.
///
/// Most such names are put together from few characters; every combination is a reading that somebody has.
enum JapaneseNameElements {
    /// The readings as a given name; none if a half is not usual in one.
    static func given(_ name: String) -> [String] { joined(name, givenStarts, givenEnds) }

    /// The readings as a family name; none if a half is not usual in one.
    static func family(_ name: String) -> [String] { joined(name, familyStarts, familyEnds) }

    private static func joined(_ name: String, _ starts: [String: [String]], _ ends: [String: [String]]) -> [String] {
        guard name.count == 2, let start = name.first, let end = name.last,
            let starts = starts[String(start)], let ends = ends[String(end)]
        else { return [] }
        return starts.flatMap { start in ends.map { start + $0 } }
    }

    private static let givenStarts = ReadingTable.parse(
        """
        愛 ai mana,彩 aya sa,綾 aya,明 aki haru,秋 aki,晃 aki kō,昭 aki shō,章 aki shō,亜 a,朝 asa,敦 atsu,篤 atsu,郁 iku
        一 kazu ichi,伊 i,栄 ei,英 hide ei,恵 kei e,絵 e,栄 ei,佳 yoshi ka kei,加 ka,香 ka,花 hana ka,和 kazu,克 katsu
        勝 katsu,要 kana,貴 taka ki,紀 nori ki,喜 yoshi ki,希 ki,恭 kyō yasu,京 kyō,清 kiyo,邦 kuni,国 kuni,桂 kei
        啓 kei,敬 kei taka,圭 kei,慶 kei yoshi,健 ken take,賢 ken,謙 ken,憲 nori ken,研 ken,元 moto gen,幸 yuki kō,孝 taka kō
        康 yasu kō,浩 hiro kō,宏 hiro kō,弘 hiro kō,耕 kō,光 mitsu kō,晃 kō aki,航 kō,公 kimi kō,小 sa ko,早 sa,沙 sa
        咲 saki sa,里 ri sato,理 ri,莉 ri,梨 ri,聡 sato,智 tomo,友 tomo yu,知 tomo chi,朋 tomo,茂 shige,重 shige,成 nari sei
        静 shizu,俊 shun toshi,駿 shun,春 haru,純 jun,淳 jun atsu,潤 jun,順 jun,正 masa shō,昌 masa,雅 masa,政 masa,真 ma shin
        将 masa shō,翔 shō,祥 shō yoshi,晶 aki shō,信 nobu shin,伸 nobu shin,慎 shin,進 shin,新 shin ara,仁 hito jin,澄 sumi
        誠 sei,千 chi,大 dai,泰 yasu tai,太 ta,隆 taka ryū,孝 taka,高 taka,崇 taka,武 take,達 tatsu,辰 tatsu,竜 ryū tatsu
        龍 ryū tatsu,保 yasu,哲 tetsu,鉄 tetsu,徹 tetsu,輝 teru ki,照 teru,敏 toshi,利 toshi,寿 toshi,直 nao,尚 nao nao,奈 na
        菜 na,夏 natsu,七 nana,典 nori,則 nori,範 nori,法 nori,規 nori,初 hatsu,晴 haru,治 haru,久 hisa,寿 hisa,秀 hide
        博 hiro,洋 hiro yō,裕 hiro yū,広 hiro,寛 hiro,文 fumi,史 fumi,冬 fuyu,誠 masa,牧 maki,舞 mai,麻 ma asa,万 ma
        茉 ma,美 mi yoshi,未 mi,実 mi,道 michi,通 michi,満 mitsu,緑 midori,峰 mine,宗 mune,安 yasu,靖 yasu,由 yu,有 yu ari
        優 yū yu,祐 yū,悠 yū haru,雄 yū,勇 yū isa,結 yu,雪 yuki,行 yuki,之 yuki,陽 yō haru,葉 yō,義 yoshi,良 yoshi ryō
        芳 yoshi,吉 yoshi,好 yoshi,淑 yoshi,涼 ryō,亮 ryō,遼 ryō,諒 ryō,瑠 ru,玲 rei,礼 rei,蓮 ren,若 waka,律 ritsu,月 tsuki
        津 tsu,珠 tama,節 setsu,鈴 suzu,多 ta,拓 taku,卓 taku,匠 taku,琢 taku,颯 sō,創 sō,壮 sō,奏 kana sō,心 koko,桃 momo
        """)

    private static let givenEnds = ReadingTable.parse(
        """
        介 suke,助 suke,輔 suke,祐 suke,佑 suke,丞 suke,郎 rō,朗 rō,太 ta,汰 ta,多 ta,大 dai,子 ko,美 mi,実 mi,海 mi umi
        未 mi,一 kazu ichi,市 ichi,二 ji,次 ji,治 ji haru,司 ji shi,史 shi fumi,士 shi,志 shi,児 ji,三 zō,蔵 zō,造 zō,也 ya
        哉 ya,弥 ya,矢 ya,人 to hito,斗 to,登 to,仁 hito,樹 ki,輝 ki teru,貴 ki taka,希 ki,紀 ki nori,基 ki moto,規 ki nori
        生 o ki,平 hei,兵 hei,夫 o,雄 o,男 o,央 o,郎 rō,香 ka,花 ka,佳 ka,華 ka,加 ka,恵 e,枝 e,江 e,絵 e,衣 e,奈 na
        菜 na,那 na,代 yo,世 yo,乃 no,音 ne oto,穂 ho,帆 ho,帆 ho,里 ri sato,理 ri,莉 ri,梨 ri,璃 ri,織 ori,月 tsuki
        紗 sa,沙 sa,咲 saki,歩 ho,葉 ha,羽 ha,彦 hiko,之 yuki,行 yuki,幸 yuki,弘 hiro,浩 hiro,宏 hiro,博 hiro,裕 hiro,広 hiro
        寛 hiro,明 aki,昭 aki,章 aki,晃 aki,秋 aki,正 masa,昌 masa,雅 masa,政 masa,将 masa,信 nobu,伸 nobu,則 nori,典 nori
        憲 nori,範 nori,徳 nori,久 hisa,寿 hisa toshi,敏 toshi,俊 toshi,利 toshi,年 toshi,隆 taka,孝 taka,高 taka,崇 taka
        茂 shige,成 nari,晴 haru,春 haru,陽 haru hi,光 mitsu,満 mitsu,文 fumi,道 michi,通 michi,邦 kuni,良 yoshi,義 yoshi,吉 kichi
        真 ma,馬 ma,摩 ma,磨 ma,臣 omi,吾 go,悟 go,吉 kichi,作 saku,朔 saku,翔 to shō,飛 to,空 ra,来 ki,樹 ju,瑠 ru,留 ru
        """)

    private static let familyStarts = ReadingTable.parse(
        """
        青 ao,赤 aka,秋 aki,浅 asa,朝 asa,安 an yasu,荒 ara,有 ari,飯 ii,池 ike,石 ishi,泉 izumi,板 ita,市 ichi,稲 ina
        今 ima,岩 iwa,植 ue,上 ue kami,内 uchi,梅 ume,浦 ura,江 e,榎 eno,遠 en,大 ō,太 ō,岡 oka,奥 oku,小 ko o,織 o,尾 o
        加 ka,柿 kaki,笠 kasa,片 kata,勝 katsu,金 kane,鎌 kama,亀 kame,河 kawa kō,川 kawa,神 kami,北 kita,木 ki,菊 kiku
        岸 kishi,熊 kuma,倉 kura,栗 kuri,黒 kuro,桑 kuwa,古 furu ko,五 go,後 go,近 kon,酒 saka,坂 saka,桜 sakura,笹 sasa
        佐 sa,沢 sawa,澤 sawa,塩 shio,篠 shino,柴 shiba,芝 shiba,島 shima,清 kiyo,下 shimo,白 shira,新 nii ara shin,杉 sugi
        鈴 suzu,須 su,関 seki,高 taka,滝 taki,竹 take,武 take,田 ta,立 tachi,谷 tani,玉 tama,千 chi,土 tsuchi do,津 tsu
        辻 tsuji,堤 tsutsumi,寺 tera,戸 to,徳 toku,富 tomi,豊 toyo,鳥 tori,内 uchi,永 naga,長 naga,中 naka,仲 naka,成 nari
        西 nishi,野 no,萩 hagi,橋 hashi,畑 hata,服 hatto,花 hana,浜 hama,濱 hama,早 haya,林 hayashi,原 hara,東 higashi azuma
        樋 hi,平 hira,広 hiro,深 fuka,福 fuku,藤 fuji,船 funa,古 furu,細 hoso,星 hoshi,堀 hori,本 hon moto,前 mae,牧 maki
        増 masu,町 machi,松 matsu,丸 maru,三 mi,水 mizu,溝 mizo,南 minami,宮 miya,向 mukai,村 mura,室 muro,元 moto,森 mori
        守 mori,八 ya,矢 ya,安 yasu,柳 yanagi,山 yama,横 yoko,吉 yoshi,米 yone,若 waka,和 wa,渡 wata,鷲 washi,荻 ogi
        """)

    private static let familyEnds = ReadingTable.parse(
        """
        田 ta da,川 kawa gawa,河 kawa gawa,山 yama,村 mura,井 i,木 ki gi,野 no,原 hara wara,島 shima jima,嶋 shima jima
        崎 saki zaki,本 moto,藤 fuji tō dō,岡 oka,沢 sawa zawa,澤 sawa zawa,谷 tani ya,橋 hashi bashi,口 kuchi guchi,上 ue kami
        下 shita,内 uchi,石 ishi,松 matsu,竹 take,林 hayashi bayashi,森 mori,池 ike,水 mizu,金 kane,永 naga,坂 saka zaka
        塚 tsuka zuka,瀬 se,葉 ha ba,根 ne,間 ma,部 be,尾 o,見 mi,倉 kura,戸 to do,屋 ya,子 ko,津 tsu,浦 ura,星 hoshi
        柳 yanagi,丸 maru,江 e,垣 gaki,岸 kishi gishi,宮 miya,中 naka,巻 maki,場 ba,馬 ma ba,方 kata,地 chi,代 shiro,西 nishi
        町 machi,杉 sugi,野 no,峰 mine,畑 hata,浜 hama,辺 be,堀 hori,前 mae,守 mori,城 shiro ki,関 zeki,達 dachi,井 i
        """)
}
