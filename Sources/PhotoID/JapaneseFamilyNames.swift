// SPDX-License-Identifier: Apache-2.0

extension JapaneseNames {
    /// Common family names and how they are read; a long vowel carries its macron.
    static let family = ReadingTable.parse(
        """
        佐藤 satō,鈴木 suzuki,高橋 takahashi,田中 tanaka,伊藤 itō,渡辺 watanabe,渡邊 watanabe,渡邉 watanabe,渡部 watanabe watabe
        山本 yamamoto,中村 nakamura,小林 kobayashi,加藤 katō,吉田 yoshida,山田 yamada,佐々木 sasaki,山口 yamaguchi
        松本 matsumoto,井上 inoue,木村 kimura,林 hayashi,斎藤 saitō,斉藤 saitō,齋藤 saitō,齊藤 saitō,清水 shimizu
        山崎 yamazaki yamasaki,森 mori,池田 ikeda,橋本 hashimoto,阿部 abe,安部 abe,石川 ishikawa,山下 yamashita
        中島 nakajima nakashima,中嶋 nakajima,石井 ishii,小川 ogawa,前田 maeda,岡田 okada,長谷川 hasegawa,藤田 fujita
        後藤 gotō,近藤 kondō,村上 murakami,遠藤 endō,青木 aoki,坂本 sakamoto,福田 fukuda,太田 ōta,西村 nishimura
        藤井 fujii,金子 kaneko,岡本 okamoto,藤原 fujiwara fujihara,三浦 miura,中野 nakano,中川 nakagawa,原田 harada
        松田 matsuda,竹内 takeuchi,小野 ono,田村 tamura,中山 nakayama,和田 wada,石田 ishida,森田 morita,上田 ueda
        原 hara,内田 uchida,柴田 shibata,酒井 sakai,宮崎 miyazaki,横山 yokoyama,高木 takagi,安藤 andō,宮本 miyamoto
        大野 ōno,小島 kojima ojima,谷口 taniguchi,工藤 kudō,今井 imai,高田 takada takata,増田 masuda,丸山 maruyama
        杉山 sugiyama,村田 murata,大塚 ōtsuka,新井 arai,小山 koyama oyama,平野 hirano,藤本 fujimoto,河野 kōno kawano
        上野 ueno,野口 noguchi,武田 takeda,松井 matsui,千葉 chiba,菅原 sugawara,岩崎 iwasaki,久保 kubo,木下 kinoshita
        佐野 sano,野村 nomura,松尾 matsuo,市川 ichikawa,菊地 kikuchi,菊池 kikuchi,杉本 sugimoto,古川 furukawa,大西 ōnishi
        島田 shimada,水野 mizuno,桜井 sakurai,櫻井 sakurai,高野 takano,吉川 yoshikawa kikkawa,熊谷 kumagai,五十嵐 igarashi
        川口 kawaguchi,平田 hirata,山内 yamauchi,西田 nishida,本田 honda,川崎 kawasaki,北村 kitamura,久保田 kubota,東 azuma higashi
        飯田 iida,川村 kawamura,関 seki,辻 tsuji,福島 fukushima,吉村 yoshimura,服部 hattori,岩田 iwata,内藤 naitō
        樋口 higuchi,永井 nagai,須藤 sudō,田口 taguchi,中田 nakata nakada,荒井 arai,小松 komatsu,秋山 akiyama,荒木 araki
        大久保 ōkubo,松岡 matsuoka,野田 noda,川上 kawakami,松村 matsumura,西川 nishikawa,福井 fukui,川島 kawashima
        尾崎 ozaki,片山 katayama,堀 hori,早川 hayakawa,岡崎 okazaki,大島 ōshima,黒田 kuroda,小池 koike,田辺 tanabe
        浅野 asano,望月 mochizuki,矢野 yano,土屋 tsuchiya,吉岡 yoshioka,馬場 baba,堀内 horiuchi,大谷 ōtani,荒川 arakawa
        永田 nagata,宮田 miyata,松下 matsushita,小沢 ozawa,小澤 ozawa,奥村 okumura,大橋 ōhashi,篠原 shinohara,白石 shiraishi
        大石 ōishi,石原 ishihara,浜田 hamada,濱田 hamada,本間 honma,菅野 kanno sugano,岡 oka,平井 hirai,星野 hoshino
        星 hoshi,関口 sekiguchi,榎本 enomoto,内山 uchiyama,横田 yokota,大川 ōkawa,大沢 ōsawa,橋口 hashiguchi,三宅 miyake
        吉野 yoshino,田代 tashiro,小田 oda,栗原 kurihara,三好 miyoshi,成田 narita,富田 tomita,戸田 toda,角田 tsunoda kakuta
        浅井 asai,松原 matsubara,鎌田 kamata,大山 ōyama,土井 doi,西山 nishiyama,片岡 kataoka,桑原 kuwabara,松永 matsunaga
        坂口 sakaguchi,坂井 sakai,島 shima,佐久間 sakuma,今村 imamura,岡村 okamura,吉本 yoshimoto,上村 uemura kamimura
        中西 nakanishi,小西 konishi,広瀬 hirose,廣瀬 hirose,川端 kawabata,川田 kawada,大森 ōmori,児玉 kodama,岸 kishi
        青山 aoyama,石塚 ishizuka,野崎 nozaki,柳 yanagi,柳田 yanagida,古田 furuta,大井 ōi,稲垣 inagaki,稲葉 inaba
        島崎 shimazaki,河合 kawai,川合 kawai,河村 kawamura,神田 kanda,神谷 kamiya,岩本 iwamoto,泉 izumi,杉浦 sugiura
        小泉 koizumi,黒木 kuroki,黒川 kurokawa,堀田 hotta,梅田 umeda,新田 nitta,安田 yasuda,安達 adachi,足立 adachi
        植田 ueda,植木 ueki,植村 uemura,津田 tsuda,塚本 tsukamoto,根本 nemoto,宇野 uno,宮下 miyashita,宮川 miyagawa
        平山 hirayama,平川 hirakawa,平松 hiramatsu,野中 nonaka,竹中 takenaka,竹田 takeda,武藤 mutō,西尾 nishio,西野 nishino
        滝沢 takizawa,瀧澤 takizawa,藤川 fujikawa,藤村 fujimura,藤野 fujino,藤沢 fujisawa,黒沢 kurosawa,米田 yoneda
        大田 ōta,長田 nagata osada,長島 nagashima,長尾 nagao,長野 nagano,永野 nagano,谷 tani,谷川 tanigawa,大矢 ōya
        桑田 kuwata,川原 kawahara,河原 kawahara,川本 kawamoto,河田 kawada,北川 kitagawa,北野 kitano,南 minami,相馬 sōma
        堤 tsutsumi,岩井 iwai,岩下 iwashita,村井 murai,村松 muramatsu,村山 murayama,村瀬 murase,森本 morimoto,森山 moriyama
        森下 morishita,森川 morikawa,水谷 mizutani,三上 mikami,三木 miki,三輪 miwa,山中 yamanaka,山岸 yamagishi
        山川 yamakawa,山村 yamamura,山根 yamane,山科 yamashina,町田 machida,真田 sanada,矢島 yajima,柏木 kashiwagi,落合 ochiai
        伊東 itō,井口 iguchi,今野 konno imano,上原 uehara,比嘉 higa,金城 kinjō,宮城 miyagi,島袋 shimabukuro,大城 ōshiro
        新垣 arakaki,玉城 tamaki,仲村 nakamura,我那覇 ganaha,知念 chinen,安里 asato,与那嶺 yonamine,喜屋武 kyan
        """)
}
