/** What can be counted in units of one kind. Amounts of money are recognised and never converted: their rates are of a day. */
export type UnitKind =
  | 'length'
  | 'mass'
  | 'temperature'
  | 'time'
  | 'speed'
  | 'area'
  | 'volume'
  | 'pressure'
  | 'energy'
  | 'power'
  | 'data'
  | 'angle'
  | 'currency';

export interface Unit {
  /** As it is written beside a number. */
  readonly symbol: string;
  readonly kind: UnitKind;
  /** How many of the kind's own unit (m, kg, K, s, m/s, m2, m3, Pa, J, W, byte, rad) one of it is. */
  readonly factor: number;
  /** Added after the factor: only scales of temperature begin elsewhere. */
  readonly offset: number;
  /** In small letters, the symbol's own among them. */
  readonly spellings: readonly string[];
}

const FOOT = 0.3048;
const POUND = 0.453_592_37;
const GALLON = 3.785_411_784e-3;

/** `symbol factor spelling spelling ...` a line; spaces within a spelling are written as `_`. */
const written: Readonly<Record<Exclude<UnitKind, 'temperature'>, readonly (readonly [string, number, string?])[]>> = {
  length: [
    ['m', 1, 'metre metres meter meters'],
    ['mm', 1e-3, 'millimetre millimetres millimeter millimeters'],
    ['cm', 1e-2, 'centimetre centimetres centimeter centimeters'],
    ['km', 1e3, 'kms kilometre kilometres kilometer kilometers'],
    ['µm', 1e-6, 'μm um micron microns micrometre micrometer'],
    ['nm', 1e-9, 'nanometre nanometer'],
    ['in', FOOT / 12, 'inch inches'],
    ['ft', FOOT, 'foot feet'],
    ['yd', 3 * FOOT, 'yard yards'],
    ['mi', 5280 * FOOT, 'mile miles'],
    ['nmi', 1852, 'nautical_mile nautical_miles']
  ],
  mass: [
    ['kg', 1, 'kgs kilo kilos kilogram kilograms'],
    ['g', 1e-3, 'gram grams'],
    ['mg', 1e-6, 'milligram milligrams'],
    ['t', 1e3, 'tonne tonnes'],
    ['lb', POUND, 'lbs pound pounds'],
    ['oz', POUND / 16, 'ounce ounces'],
    ['st', 14 * POUND, 'stone']
  ],
  time: [
    ['s', 1, 'sec secs second seconds'],
    ['ms', 1e-3, 'msec millisecond milliseconds'],
    ['min', 60, 'mins minute minutes'],
    ['h', 3600, 'hr hrs hour hours'],
    ['d', 86_400, 'day days'],
    ['wk', 604_800, 'week weeks'],
    ['months', 2_629_746, 'month mths'],
    ['years', 31_556_952, 'year yr yrs']
  ],
  speed: [
    ['m/s', 1, 'mps metres_per_second meters_per_second'],
    ['km/h', 1 / 3.6, 'kmh kph kmph'],
    ['mph', (5280 * FOOT) / 3600, 'mi/h miles_per_hour'],
    ['kn', 1852 / 3600, 'kt kts knot knots'],
    ['ft/s', FOOT, 'fps']
  ],
  area: [
    ['m²', 1, 'm2 m^2 sqm sq_m square_metres square_meters'],
    ['cm²', 1e-4, 'cm2 cm^2'],
    ['km²', 1e6, 'km2 km^2 sqkm sq_km'],
    ['ha', 1e4, 'hectare hectares'],
    ['ft²', FOOT ** 2, 'ft2 ft^2 sqft sq_ft square_feet'],
    ['ac', 43_560 * FOOT ** 2, 'acre acres']
  ],
  volume: [
    ['l', 1e-3, 'litre litres liter liters ltr'],
    ['ml', 1e-6, 'millilitre millilitres milliliter milliliters'],
    ['m³', 1, 'm3 m^3 cbm'],
    ['cm³', 1e-6, 'cm3 cm^3 cc ccm'],
    ['gal', GALLON, 'gallon gallons'],
    ['fl oz', GALLON / 128, 'fl_oz floz']
  ],
  pressure: [
    ['Pa', 1, 'pascal pascals'],
    ['hPa', 100, 'mbar millibar'],
    ['kPa', 1e3],
    ['MPa', 1e6],
    ['mPa', 1e-3],
    ['bar', 1e5, 'bars'],
    ['atm', 101_325],
    ['psi', (POUND * 9.806_65) / (FOOT / 12) ** 2],
    ['mmHg', 133.322_387_415, 'mm_hg']
  ],
  energy: [
    ['J', 1, 'joule joules'],
    ['kJ', 1e3],
    ['MJ', 1e6],
    ['mJ', 1e-3],
    ['Wh', 3600],
    ['kWh', 3.6e6],
    ['MWh', 3.6e9],
    ['kcal', 4184]
  ],
  power: [
    ['W', 1, 'watt watts'],
    ['kW', 1e3],
    ['MW', 1e6],
    ['mW', 1e-3],
    ['hp', 550 * FOOT * POUND * 9.806_65, 'horsepower bhp']
  ],
  data: [
    ['byte', 1, 'bytes'],
    ['kB', 1e3],
    ['MB', 1e6],
    ['GB', 1e9],
    ['TB', 1e12],
    ['KiB', 1024],
    ['MiB', 1024 ** 2],
    ['GiB', 1024 ** 3],
    ['bit', 1 / 8, 'bits']
  ],
  angle: [
    ['rad', 1, 'radian radians'],
    ['°', Math.PI / 180, 'deg degree degrees']
  ],
  currency: [
    ['EUR', 1, '€ euro euros'],
    ['USD', 1, '$ us$ dollar dollars'],
    ['GBP', 1, '£'],
    ...['JPY', 'CHF', 'CNY', 'INR', 'CAD', 'AUD', 'SEK', 'NOK', 'DKK', 'PLN', 'BRL'].map((code) => [code, 1] as const)
  ]
};

const unit = (kind: UnitKind, symbol: string, factor: number, more = '', offset = 0): Unit => ({
  ...{ symbol, kind, factor, offset },
  spellings: [
    symbol.toLowerCase(),
    ...more
      .split(' ')
      .filter(Boolean)
      .map((spelling) => spelling.replaceAll('_', ' '))
  ]
});

/**
 * The units that are known. The factors are those of their definitions, so exact but for rounding to doubles; a month and a year are those of the
 * Gregorian calendar on average, a gallon and a fluid ounce those of the USA, a calorie the thermochemical one.
 * Sources: BIPM, The International System of Units, 9th edition (2019), tables 2 to 8; NIST Special Publication 811 (2008), appendix B.8.
 */
export const units: readonly Unit[] = [
  ...Object.entries(written).flatMap(([kind, all]) => all.map(([symbol, factor, more]) => unit(kind as UnitKind, symbol, factor, more))),
  unit('temperature', 'K', 1, 'kelvin'),
  unit('temperature', '°C', 1, 'celsius degc deg_c ºc c', 273.15),
  unit('temperature', '°F', 5 / 9, 'fahrenheit degf deg_f ºf f', (459.67 * 5) / 9)
];

/** Letters that mean another unit in capitals: milli and mega, bit and byte. */
const cased = new Map(units.map((each) => [each.symbol, each]));
const spelled = new Map<string, Unit>();
for (const each of units) for (const spelling of each.spellings) if (!spelled.has(spelling)) spelled.set(spelling, each);

/** The unit a text names, by its symbol as it is written, else in any letters; null for what is none that is known. */
export function unitOf(text: string): Unit | null {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  return cased.get(trimmed) ?? spelled.get(trimmed.toLowerCase()) ?? null;
}

/** How a number in one unit becomes one in another: times the factor, plus the offset. */
export interface Conversion {
  readonly factor: number;
  readonly offset: number;
}

/** Null for units of different kinds, for money, and for what is no unit. */
export function conversionOf(from: string, to: string): Conversion | null {
  const [a, b] = [unitOf(from), unitOf(to)];
  if (!a || !b || a.kind !== b.kind || a.kind === 'currency') return null;
  // Fifteen digits are those the definitions give: inches to centimetres is 2.54, not 2.5399999999999996.
  const rounded = (value: number) => Number(value.toPrecision(15));
  return { factor: rounded(a.factor / b.factor), offset: rounded((a.offset - b.offset) / b.factor) };
}

/** Other units of the same kind, into which a number can be written. */
export function unitsBeside(symbol: string): readonly Unit[] {
  const own = unitOf(symbol);
  if (!own || own.kind === 'currency') return [];
  return units.filter(({ kind, symbol: other }) => kind === own.kind && other !== own.symbol);
}
