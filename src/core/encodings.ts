/** Encodings a person can choose from, by their labels of the WHATWG encoding standard (of the code pages of DOS it has none but 866), with the name that people know. */
export const encodingNames: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little end first',
  'utf-16be': 'UTF-16, big end first',
  'windows-1252': 'Windows-1252, Latin-1 (Western)',
  'iso-8859-15': 'Latin-9 (Western, with the euro)',
  macintosh: 'Mac Roman (Western)',
  ibm850: 'Code page 850 (Western, DOS)',
  ibm437: 'Code page 437 (Western, DOS)',
  'windows-1250': 'Windows-1250 (Central European)',
  'iso-8859-2': 'Latin-2 (Central European)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'koi8-r': 'KOI8-R (Cyrillic)',
  ibm866: 'Code page 866 (Cyrillic)',
  'windows-1253': 'Windows-1253 (Greek)',
  'windows-1254': 'Windows-1254 (Turkish)',
  'windows-1255': 'Windows-1255 (Hebrew)',
  'windows-1256': 'Windows-1256 (Arabic)',
  'windows-1257': 'Windows-1257 (Baltic)',
  'windows-874': 'Windows-874, TIS-620 (Thai)',
  'windows-1258': 'Windows-1258 (Vietnamese)',
  gb18030: 'GB18030, GBK (Chinese, simplified)',
  big5: 'Big5 (Chinese, traditional)',
  shift_jis: 'Shift-JIS (Japanese)',
  'euc-jp': 'EUC-JP (Japanese)',
  'iso-2022-jp': 'ISO-2022-JP (Japanese)',
  'euc-kr': 'EUC-KR (Korean)'
};

/** The name inside a sentence: what stands in brackets is left out. */
export const encodingName = (label: string): string => (encodingNames[label] ?? label.toUpperCase()).replace(/[,(].*$/, '').trim();
