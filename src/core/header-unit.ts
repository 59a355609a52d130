import { unitOf, type Unit, type UnitKind } from './units.ts';

/** A unit that the name of a column says; a person says whether the numbers are in it. */
export interface HeaderUnit {
  /** The part of the name that says it, as it stands there. */
  readonly said: string;
  readonly unit: Unit;
  /** The name without it. */
  readonly bare: string;
}

/** Words of names that say what is measured. Short units stand for other things too (`temp_min`, `check_in`), so they count beside such a word only. */
const measured: Partial<Record<UnitKind, RegExp>> = {
  length: /height|length|width|depth|distance|altitude|elevation|radius|diameter|thickness|girth|waist|size|range/,
  mass: /weight|mass|load|payload/,
  time: /time|duration|elapsed|delay|wait|latency|age|tenure|interval|runtime/,
  temperature: /temp|temperature|dew|chill/,
  volume: /volume|capacity|tank|dose/,
  pressure: /press|pressure/,
  energy: /energy|consumption/,
  power: /power|load/,
  angle: /angle|heading|bearing|direction|azimuth|tilt|slope|rotation/
};

/** Ends of names that are words or letters of their own. */
const equivocal = new Set([
  'in',
  'min',
  'mins',
  'bar',
  'bars',
  'st',
  'stone',
  'd',
  'second',
  'day',
  'month',
  'year',
  'foot',
  'pound',
  'kn',
  'kt',
  'at',
  'ac'
]);

const needsWord = (said: string): boolean => said.length === 1 || equivocal.has(said.toLowerCase());

/** "weight (kg)", "temp [°C]", "height_cm", "heightCm", "speed km/h", "price_eur". */
export function unitInHeader(name: string): HeaderUnit | null {
  const bracketed = /^(.*?)[\s_.-]*[([{]\s*(?:in\s+)?([^()[\]{}]+?)\s*[)\]}]\s*$/.exec(name);
  if (bracketed) return found(bracketed[1]!, bracketed[2]!, false);
  // Units of two words first: "fl oz", "sq ft".
  for (const end of [/^(.+?)[\s_.-]+(\S+?[\s_]\S+)$/, /^(.+)[\s_.-]+([^\s_.-]+)$/, /^(.+[a-z])((?:[A-Z][a-z]{0,2}|[A-Z]{2,3}))$/]) {
    const [, bare, said] = end.exec(name) ?? [];
    const unit = bare === undefined ? null : found(bare, said!.replace('_', ' '), true);
    if (unit) return { ...unit, said: said! };
  }
  return null;
}

function found(bare: string, said: string, isBareEnd: boolean): HeaderUnit | null {
  const unit = unitOf(said);
  if (!unit || bare.trim() === '') return null;
  if (isBareEnd && needsWord(said) && !(measured[unit.kind]?.test(bare.toLowerCase()) ?? false)) return null;
  return { said, unit, bare: bare.trim() };
}

/** A name with its unit behind it, where it does not say it itself: "height (cm)". */
export function withUnit(name: string, unit: string | undefined): string {
  if (unit === undefined) return name;
  const said = unitInHeader(name);
  const saysIt = said !== null && said.unit === unitOf(unit);
  return saysIt || name.endsWith(`(${unit})`) ? name : `${name} (${unit})`;
}

/** The name a column should have once its numbers are in another unit; null where its name says none. */
export function renamedFor(name: string, to: string): string | null {
  const said = unitInHeader(name);
  if (!said) return null;
  const at = name.lastIndexOf(said.said);
  const plain = /^[\w.]+$/.test(name);
  return `${name.slice(0, at)}${
    plain
      ? to
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '_')
          .replace(/^_|_$/g, '')
      : to
  }${name.slice(at + said.said.length)}`;
}
