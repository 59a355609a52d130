const cyrillic = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґўђјљњћџ';
/** Of several languages at once, as lists of names have them. */
const western = 'éáüöíäóèçñàëâúêôåøãæïîßùûìòõœý';

const ofTheWest = ['éèàêçôâîûùïëœ', 'üäößé', 'áéíóñúü¿¡ºª', 'ãçáéíóâêõúàô', 'àèéìòùó', 'öäåé', 'øåæéöä', 'éëïüöèó', 'ðþáíæéóöúý', western];

/**
 * Letters beyond ASCII of the languages that are written in an encoding of one byte a character: one text a language, most frequent letters first.
 * Small letters only; capitals are read as these. Ranks from the usual tables of letter frequencies.
 */
export const alphabets: Readonly<Record<string, readonly string[]>> = {
  'windows-1252': ofTheWest,
  macintosh: ofTheWest,
  ibm850: ofTheWest,
  ibm437: ofTheWest,
  'iso-8859-15': ['éèàêçôâîûùïëœ', 'üäößé', 'öäåéšž'],
  'windows-1250': ['łąęóżćśńź', 'áíěéčřšýžůúňťďó', 'áíéčžýšľúťňôďäĺŕ', 'áéöóőüíúű', 'ăâîşţ', 'čćšžđ'],
  'iso-8859-2': ['łąęóżćśńź', 'áíěéčřšýžůúňťďó', 'áíéčžýšľúťňôďäĺŕ', 'áéöóőüíúű', 'ăâîşţ', 'čćšžđ'],
  'windows-1251': [cyrillic],
  'koi8-r': [cyrillic],
  ibm866: [cyrillic],
  'windows-1253': ['αοιετσνηυρπκμλςόίάέήώγδβχφθύξζψωΰΐϊϋ'],
  'windows-1254': ['ıüşçğöâî'],
  'windows-874': ['านรกอมเ่งวล้ยสตีัทดิแ์พคบหุปะจใชไขโผื'],
  'windows-1255': ['יוהלאתרבשמנםדחקפעכטצגןסזךףץ'],
  'windows-1256': ['اليمنرتوبةعدسفهكقحجشطصخىضءأإآغزثذئظؤگچپژ'],
  'windows-1257': ['āsēīšūņļķžģčō', 'ėąšųįžęūč', 'õäöüšž']
};

/** Characters that Chinese texts and tables are full of, simplified and traditional. */
export const commonHan = new Set(
  '的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长北京市海州广深东南西山江河湖省区县路街号店名称价格数量姓性别男女电话地址單這來國個說們為時過學對裡後麼沒還發當開見經頭從動兩長東廣縣區號價數電話臺灣高雄陳林黃張李王吳劉蔡楊'
);

/** Syllables that Korean texts and tables are full of. */
export const commonHangul = new Set(
  '이다는을의에가고하지를로한은서도사기리그대있어인시나자해정수부일만보라제전스상주동원구성과게장여들면비아조선용공경안무신국방유학연소물화민오회중산진영세미관문내적생개실명천김박최울남북광강호우재'
);
