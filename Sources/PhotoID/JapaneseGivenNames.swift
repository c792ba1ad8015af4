// SPDX-License-Identifier: Apache-2.0

extension JapaneseNames {
    /// Common given names and how they are read; several readings are usual.
    static let given = ReadingTable.parse(
        """
        一郎 ichirō,太郎 tarō,次郎 jirō,二郎 jirō,三郎 saburō,健 ken takeshi,健一 kenichi,健二 kenji,健太 kenta,健太郎 kentarō
        翔 shō kakeru,翔太 shōta,翔平 shōhei,大輔 daisuke,大介 daisuke,大樹 daiki,大輝 daiki,大地 daichi,大和 yamato,拓也 takuya
        拓真 takuma,拓海 takumi,卓也 takuya,達也 tatsuya,竜也 tatsuya,龍也 tatsuya,哲也 tetsuya,徹 tōru,徹也 tetsuya,和也 kazuya
        和彦 kazuhiko,和夫 kazuo,和男 kazuo,和子 kazuko,和美 kazumi,和恵 kazue,一樹 kazuki,和樹 kazuki,直樹 naoki,直子 naoko
        直人 naoto,直美 naomi,直也 naoya,秀樹 hideki,英樹 hideki,秀明 hideaki,英明 hideaki,秀夫 hideo,英雄 hideo,弘 hiroshi
        浩 hiroshi,博 hiroshi,宏 hiroshi,寛 hiroshi,洋 hiroshi yō,浩二 kōji,浩司 kōji,幸司 kōji,康二 kōji,孝 takashi,隆 takashi
        崇 takashi,貴 takashi,敬 takashi,貴志 takashi,隆志 takashi,孝志 takashi,隆之 takayuki,孝之 takayuki,貴之 takayuki
        剛 tsuyoshi takeshi gō,武 takeshi,毅 takeshi tsuyoshi,猛 takeshi,誠 makoto,真 makoto shin,実 minoru,稔 minoru,茂 shigeru
        正 tadashi,正人 masato,真人 masato,雅人 masato,正明 masaaki,雅之 masayuki,正之 masayuki,正樹 masaki,雅樹 masaki
        昌 masa,政 masa,勝 masaru,優 yū masaru,豊 yutaka,裕 yutaka hiroshi,裕太 yūta,勇太 yūta,雄太 yūta,悠太 yūta,優太 yūta
        雄一 yūichi,裕一 yūichi,祐一 yūichi,勇 isamu,勇気 yūki,優希 yūki,祐希 yūki,裕樹 hiroki yūki,弘樹 hiroki,浩樹 hiroki
        大樹 daiki hiroki,洋平 yōhei,陽平 yōhei,洋介 yōsuke,陽介 yōsuke,洋一 yōichi,陽一 yōichi,洋子 yōko,陽子 yōko,葉子 yōko
        容子 yōko,良介 ryōsuke,亮介 ryōsuke,涼介 ryōsuke,亮 ryō,涼 ryō,遼 ryō,良 ryō,諒 ryō,亮太 ryōta,良太 ryōta,涼太 ryōta
        俊介 shunsuke,駿 shun,俊 shun,隼 hayato shun,隼人 hayato,駿介 shunsuke,俊彦 toshihiko,俊夫 toshio,敏夫 toshio,敏之 toshiyuki
        智也 tomoya,友也 tomoya,知也 tomoya,智子 tomoko,朋子 tomoko,知子 tomoko,友子 tomoko,智美 tomomi,朋美 tomomi,友美 tomomi yumi
        学 manabu,修 osamu,治 osamu,理 osamu satoru,悟 satoru,聡 satoshi,智 satoshi,哲 satoshi tetsu,敏 satoshi,諭 satoshi
        晃 akira,明 akira,彰 akira,昭 akira,亮 akira ryō,章 akira,昭夫 akio,明夫 akio,明美 akemi,明子 akiko,昭子 akiko,晶子 akiko
        秋子 akiko,亜希子 akiko,彩 aya,綾 aya,彩子 ayako,綾子 ayako,彩香 ayaka,綾香 ayaka,彩花 ayaka,彩乃 ayano,綾乃 ayano
        愛 ai,愛子 aiko,藍 ai,葵 aoi,蒼 aoi sō,碧 aoi midori,茜 akane,朱音 akane,杏 an anzu,杏奈 anna,安奈 anna,麻衣 mai,舞 mai
        真衣 mai,麻衣子 maiko,舞子 maiko,麻美 asami mami,麻子 asako,朝子 asako,真美 mami,真由美 mayumi,真弓 mayumi,麻由美 mayumi
        真由 mayu,真理 mari,麻里 mari,真理子 mariko,麻里子 mariko,真希 maki,麻希 maki,真紀 maki,真紀子 makiko,牧子 makiko
        美咲 misaki,岬 misaki,美穂 miho,美保 miho,美香 mika,美佳 mika,実花 mika,美樹 miki,美紀 miki,未来 mirai miku,美奈 mina
        美奈子 minako,美和 miwa,美和子 miwako,美由紀 miyuki,美幸 miyuki,幸 miyuki sachi yuki,美智子 michiko,道子 michiko,三千子 michiko
        緑 midori,翠 midori,桃子 momoko,桃 momo,萌 moe,恵 megumi kei,恵美 emi megumi,恵子 keiko,圭子 keiko,啓子 keiko,慶子 keiko
        景子 keiko,佳子 yoshiko keiko,圭 kei,慧 kei satoshi,圭介 keisuke,啓介 keisuke,恵介 keisuke,啓太 keita,慶太 keita,圭太 keita
        絵美 emi,絵理 eri,恵理 eri,絵里 eri,恵理子 eriko,絵里子 eriko,江里子 eriko,悦子 etsuko,栄子 eiko,英子 eiko hideko
        香 kaori,香織 kaori,かおり kaori,佳織 kaori,薫 kaoru kaori,加奈 kana,佳奈 kana,香奈 kana,加奈子 kanako,佳奈子 kanako
        和花 waka nodoka,香菜 kana,克也 katsuya,勝也 katsuya,克己 katsumi,勝美 katsumi,京子 kyōko,恭子 kyōko,今日子 kyōko,響子 kyōko
        恭平 kyōhei,恭介 kyōsuke,清 kiyoshi,清美 kiyomi,久美子 kumiko,久美 kumi,邦彦 kunihiko,邦夫 kunio,光 hikaru hikari,光一 kōichi
        浩一 kōichi,幸一 kōichi,耕一 kōichi,公一 kōichi,孝一 kōichi,光太郎 kōtarō,晃太郎 kōtarō,幸太 kōta,康太 kōta,航 wataru kō
        航太 kōta,幸子 sachiko,祥子 shōko sachiko,早苗 sanae,早紀 saki,咲 saki,沙希 saki,紗希 saki,沙織 saori,桜 sakura,さくら sakura
        里美 satomi,聡美 satomi,聡子 satoko,里子 satoko,茂樹 shigeki,繁 shigeru,慎一 shinichi,真一 shinichi,伸一 shinichi
        信一 shinichi,進 susumu,慎吾 shingo,真吾 shingo,慎也 shinya,信也 shinya,真也 shinya,静香 shizuka,静 shizuka,静子 shizuko
        翔子 shōko,昇 noboru,登 noboru,順子 junko,純子 junko,淳子 junko atsuko,純 jun,淳 jun atsushi,潤 jun,純一 junichi,淳一 junichi
        順一 junichi,準 jun,純平 junpei,潤一郎 junichirō,篤 atsushi,敦 atsushi,敦子 atsuko,篤志 atsushi,厚子 atsuko
        鈴 suzu rin,凛 rin,凜 rin,涼子 ryōko,良子 ryōko yoshiko,亮子 ryōko,遼太 ryōta,遼太郎 ryōtarō,涼太郎 ryōtarō,麗 rei urara,玲 rei
        礼 rei,玲子 reiko,礼子 reiko,麗子 reiko,怜 rei,里奈 rina,莉奈 rina,梨奈 rina,理奈 rina,莉子 riko,理子 riko,璃子 riko
        梨花 rika,里香 rika,理香 rika,理恵 rie,里恵 rie,利恵 rie,陸 riku,律子 ritsuko,瑠美 rumi,留美 rumi,瑠奈 runa,遥 haruka
        春香 haruka,晴香 haruka,遥香 haruka,春子 haruko,晴子 haruko,春樹 haruki,晴樹 haruki,陽 yō haru,陽太 yōta haruta,陽翔 haruto
        悠斗 yūto haruto,悠人 yūto haruto,優斗 yūto,勇人 yūto hayato,裕人 hiroto yūto,陽菜 hina haruna,日菜 hina,春菜 haruna
        晴菜 haruna,結衣 yui,唯 yui,由衣 yui,優衣 yui,結 yui,優子 yūko,裕子 yūko hiroko,祐子 yūko,由子 yūko yoshiko,夕子 yūko
        優香 yūka,優花 yūka,由佳 yuka,由香 yuka,有香 yuka,由美 yumi,由美子 yumiko,裕美子 yumiko,弓子 yumiko,裕美 hiromi yumi
        由紀 yuki,由貴 yuki,有紀 yuki,雪 yuki,幸恵 yukie sachie,由紀子 yukiko,有紀子 yukiko,雪子 yukiko,幸夫 yukio,幸雄 yukio
        百合 yuri,百合子 yuriko,由里子 yuriko,由利 yuri,洋美 hiromi,浩美 hiromi,弘美 hiromi,広美 hiromi,博美 hiromi,博之 hiroyuki
        浩之 hiroyuki,弘之 hiroyuki,裕之 hiroyuki,宏之 hiroyuki,寛之 hiroyuki,博文 hirofumi,弘子 hiroko,浩子 hiroko,広子 hiroko
        博子 hiroko,寛子 hiroko,久 hisashi,久子 hisako,仁 hitoshi jin,均 hitoshi,等 hitoshi,瞳 hitomi,仁美 hitomi,史子 fumiko
        文子 fumiko ayako,芙美子 fumiko,史郎 shirō,文雄 fumio,文男 fumio,冬子 fuyuko,穂香 honoka,歩 ayumu ayumi,歩美 ayumi,亜由美 ayumi
        亜美 ami,有美 yumi ami,伊織 iori,郁子 ikuko,郁夫 ikuo,泉 izumi,和泉 izumi,樹 itsuki tatsuki,功 isao,勲 isao,功一 kōichi
        要 kaname,海斗 kaito,海 kai umi,魁 kai,和真 kazuma,一真 kazuma,一馬 kazuma,和馬 kazuma,数馬 kazuma,蓮 ren,廉 ren,錬 ren
        湊 minato,港 minato,樹里 juri,朱里 akari juri,明里 akari,灯 akari,星 hoshi sei,千尋 chihiro,千春 chiharu,千夏 chinatsu
        千佳 chika,千恵 chie,千恵子 chieko,智恵 chie,智恵子 chieko,千代子 chiyoko,千秋 chiaki,千晴 chiharu,司 tsukasa,勉 tsutomu
        努 tsutomu,務 tsutomu,強 tsuyoshi,輝 akira hikaru teru,照子 teruko,輝夫 teruo,照夫 teruo,時子 tokiko,敏子 toshiko,俊子 toshiko
        年子 toshiko,朋 tomo,智 tomo satoshi,友紀 yuki tomoki,智樹 tomoki,友樹 tomoki yūki,知樹 tomoki,朋樹 tomoki,夏美 natsumi
        菜摘 natsumi,夏子 natsuko,奈津子 natsuko,夏希 natsuki,菜月 natsuki,七海 nanami,奈々 nana,菜々子 nanako,奈々子 nanako
        奈緒 nao,直 nao tadashi,奈緒子 naoko,尚子 naoko hisako,尚美 naomi,尚樹 naoki,信子 nobuko,伸子 nobuko,信夫 nobuo,信雄 nobuo
        信之 nobuyuki,伸之 nobuyuki,紀子 noriko,典子 noriko,則子 noriko,法子 noriko,紀之 noriyuki,則之 noriyuki,典明 noriaki
        望 nozomi,希 nozomi,希望 nozomi,康 yasushi,靖 yasushi,泰 yasushi,康夫 yasuo,康弘 yasuhiro,泰弘 yasuhiro,康子 yasuko
        泰子 yasuko,靖子 yasuko,保 tamotsu,保子 yasuko,康之 yasuyuki,泰之 yasuyuki,義 yoshi,義夫 yoshio,芳雄 yoshio,良夫 yoshio
        義雄 yoshio,美子 yoshiko,芳子 yoshiko,淑子 yoshiko,義明 yoshiaki,義則 yoshinori,芳美 yoshimi,好美 yoshimi,竜 ryū,龍 ryū
        隆 ryū takashi,竜一 ryūichi,隆一 ryūichi,竜太 ryūta,龍太 ryūta,隆太 ryūta,龍之介 ryūnosuke,竜之介 ryūnosuke,渉 wataru
        亘 wataru,若菜 wakana,環 tamaki,珠美 tamami,民子 tamiko,妙子 taeko,多恵子 taeko,孝子 takako,貴子 takako,隆子 takako
        敬子 keiko takako,崇史 takafumi,貴史 takashi takafumi,隆史 takashi takafumi,孝史 takashi,英一 eiichi,栄一 eiichi,榮一 eiichi
        英二 eiji,栄治 eiji,英治 eiji,栄作 eisaku,薫子 kaoruko,華 hana,花 hana,花子 hanako,華子 hanako,花音 kanon,華奈 kana
        """)
}
