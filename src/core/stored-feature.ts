import { parseExpression } from './expression/parse.ts';
import { quoteName, type Node, type ValueType } from './expression/syntax.ts';
import { hashOf } from './hash.ts';
import type { Conversion } from './units.ts';

/** A column a feature is worked out from. */
export interface FeatureInput {
  readonly name: string;
  readonly type: ValueType;
  /** Of numbers: what the formula takes them to be counted in. */
  readonly unit?: string;
  /** Of moments: the zone by whose clocks the formula reads them. */
  readonly zone?: string;
}

/** What a feature is: everything that decides its values. */
export interface FeatureDefinition {
  readonly expression: string;
  readonly inputs: readonly FeatureInput[];
  readonly type: ValueType;
}

/** SHA-256 over the definition: the same formula over the same inputs has the same one everywhere. */
export const hashOfFeature = ({ expression, inputs, type }: FeatureDefinition): Promise<string> =>
  hashOf({ expression, type, inputs: inputs.map(definedBy) });

/** Of what was saved before units and zones were, nothing is said of them. */
const definedBy = ({ name, type, unit, zone }: FeatureInput) => ({ name, type, ...meaningOf({ unit, zone }) });

/** What is said of the values of an input, or of a column that stands for one. */
export const meaningOf = ({
  unit,
  zone
}: {
  readonly unit?: string | undefined;
  readonly zone?: string | undefined;
}): Pick<FeatureInput, 'unit' | 'zone'> => ({
  ...(unit === undefined ? {} : { unit }),
  ...(zone === undefined ? {} : { zone })
});

/** What tells one version from all others, on this device and elsewhere. */
export interface FeatureVersion {
  readonly name: string;
  readonly version: number;
  /** SHA-256 over the definition. */
  readonly hash: string;
}

const MARK_DIGITS = 8;

/** How people name a version: `bmi@2`. */
export const featureLabel = ({ name, version }: Omit<FeatureVersion, 'hash'>): string => `${name}@${version}`;

/** How a recipe step names the stored feature it is: `bmi@2#3f2a9c01`. Numbers are given by each browser for itself, so that the definition's hash is part of it. */
export const featureAddress = (feature: FeatureVersion): string => `${featureLabel(feature)}#${feature.hash.slice(0, MARK_DIGITS)}`;

/** @returns null for what is no address */
export function featureOfAddress(address: unknown): { readonly name: string; readonly version: number; readonly mark: string } | null {
  const found = typeof address === 'string' ? /^(.+)@(\d+)#([0-9a-f]{8})$/s.exec(address) : null;
  return found ? { name: found[1]!, version: Number(found[2]), mark: found[3]! } : null;
}

/** The definition an address means: of its number where it has it, else the one of equal definition, which another browser had numbered. */
export function featureAt<F extends FeatureVersion>(address: unknown, features: readonly F[]): F | undefined {
  const wanted = featureOfAddress(address);
  if (!wanted) return undefined;
  const equal = features.filter(({ name, hash }) => name === wanted.name && hash.startsWith(wanted.mark));
  return equal.find(({ version }) => version === wanted.version) ?? equal.at(-1);
}

/**
 * A formula over other columns: each name is replaced where it stands, all else stays as it was written.
 * @param columns the new name of each column; one that is not in it keeps its own
 * @param conversions by the names that stand in the formula: how the numbers of the new column become those it means
 * @throws LatheError `expression-invalid`
 */
export function withColumns(
  expression: string,
  columns: Readonly<Record<string, string>>,
  conversions: ReadonlyMap<string, Conversion> = new Map()
): string {
  const places = columnNodes(parseExpression(expression)).sort((a, b) => b.from - a.from);
  return places.reduce((text, { name, from, to }) => {
    const wanted = Object.hasOwn(columns, name) ? columns[name]! : name;
    // A column alone in parentheses counts them as its own place.
    const own = text.slice(from, to);
    const [open = ''] = /^[(\s]*/.exec(own) ?? [];
    const [close = ''] = /[)\s]*$/.exec(own) ?? [];
    return text.slice(0, from) + open + converted(quoteName(wanted), conversions.get(name)) + close + text.slice(to);
  }, expression);
}

/** `(weight * 0.45359237)`, `(t * 0.555555555555556 - 17.7777777777778)` */
function converted(column: string, conversion: Conversion | undefined): string {
  if (!conversion) return column;
  const { factor, offset } = conversion;
  const scaled = factor === 1 ? column : `${column} * ${factor}`;
  return `(${scaled}${offset === 0 ? '' : offset < 0 ? ` - ${-offset}` : ` + ${offset}`})`;
}

function columnNodes(node: Node): Extract<Node, { kind: 'column' }>[] {
  if (node.kind === 'column') return [node];
  return node.kind === 'call' ? distinctPlaces(node.args.flatMap(columnNodes)) : [];
}

/** `a between 1 and 2` reads a twice from one place. */
const distinctPlaces = <P extends { readonly from: number }>(places: readonly P[]): P[] => [
  ...new Map(places.map((place) => [place.from, place])).values()
];
