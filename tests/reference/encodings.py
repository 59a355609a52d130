"""Short tables in many encodings, as base64, written by the codecs of Python."""
import base64
import json
from pathlib import Path

TEXTS = {
 'windows-1252': 'name;city\nJosé Núñez;Málaga\nZoë Müller;Köln\nFrançois Lefèvre;Besançon\nGarçon Desprès;Orléans\n',
 'iso-8859-15': 'Artikel;Preis\nKäse;5 €\nBrötchen;2 €\nWürste;12 €\nMüsli;3 €\n',
 'macintosh': 'name;city;note\nJosé Núñez;Málaga;“años”\nZoë Müller;Köln;l’été\nFrançois Lefèvre;Besançon;garçon – déjà\nJoão Conceição;São Paulo;ação\n',
 'ibm850': 'name;city\nJosé Núñez;Málaga\nZoë Müller;Köln\nFrançois Lefèvre;Besançon\nJoão Conceição;São Paulo\nSøren Kjær;Århus\nÁngel Muñoz;Cádiz\n',
 'windows-1250': 'nazwa;miasto\nŁukasz Wójcik;Kraków\nZażółć Gęślą;Łódź\nMałgorzata Dąbrowska;Poznań\n',
 'iso-8859-2': 'jméno;město\nŠtěpán Dvořák;Plzeň\nTomáš Řezníček;Ústí nad Labem\nLuboš Kříž;Žďár nad Sázavou\nKateřina Šťastná;České Budějovice\n',
 'windows-1251': 'имя;город\nИван Петров;Москва\nЕлена Смирнова;Санкт-Петербург\nОльга Кузнецова;Новосибирск\n',
 'koi8-r': 'имя;город\nИван Петров;Москва\nЕлена Смирнова;Санкт-Петербург\nОльга Кузнецова;Новосибирск\n',
 'ibm866': 'имя;город\nИван Петров;Москва\nЕлена Смирнова;Санкт-Петербург\nОльга Кузнецова;Новосибирск\n',
 'windows-1253': 'όνομα;πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\nΜαρία Νικολάου;Θεσσαλονίκη\n',
 'windows-1254': 'ad;şehir\nİbrahim Yılmaz;Eskişehir\nAyşe Çağlar;Muğla\nÖzgür Şahin;Kırıkkale\n',
 'windows-1255': 'שם;עיר\nדוד כהן;תל אביב\nשרה לוי;ירושלים\n',
 'windows-1256': 'الاسم;المدينة\nمحمد علي;القاهرة\nفاطمة حسن;الرياض\n',
 'windows-1257': 'vārds;pilsēta\nJānis Bērziņš;Rīga\nAndžela Kļaviņa;Jēkabpils\nKristīne Šķēle;Cēsis\n',
 'gb18030': '姓名;城市;说明\n张伟;北京;他是公司的经理\n王芳;上海;这个价格不包括税\n李娜;广州;没有联系电话\n',
 'big5': '姓名;城市;說明\n陳志明;臺北;他是公司的經理\n林淑芬;高雄;這個價格不包括稅\n黃建宏;臺中;沒有聯絡電話\n',
 'shift_jis': '名前;都市;備考\n山田太郎;東京;この商品はとても人気があります\n佐藤花子;大阪;カタカナとひらがな\n鈴木一郎;名古屋;在庫なし\n',
 'euc-jp': '名前;都市;備考\n山田太郎;東京;この商品はとても人気があります\n佐藤花子;大阪;カタカナとひらがな\n鈴木一郎;名古屋;在庫なし\n',
 'euc-kr': '이름;도시;설명\n김철수;서울;이 상품은 인기가 많습니다\n박영희;부산;가격에 세금이 포함되어 있습니다\n이민호;대구;재고가 없습니다\n',
}
CODECS = {'ibm866':'cp866','macintosh':'mac_roman','ibm850':'cp850','koi8-r':'koi8_r'}
out = [{'label':k,'text':v,'bytes':base64.b64encode(v.encode(CODECS.get(k,k.replace('windows-','cp')))).decode()} for k,v in TEXTS.items()]
Path(__file__).with_suffix(".json").write_text(json.dumps(out, ensure_ascii=False, indent=2) + "\n")
PAGES = {label: bytes(range(128, 256)).decode(codec) for label, codec in (('ibm437', 'cp437'), ('ibm850', 'cp850'))}
Path(__file__).with_name("code-pages.json").write_text(json.dumps(PAGES, ensure_ascii=False, indent=2) + "\n")
