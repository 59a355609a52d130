import type { FeatureInput } from './stored-feature.ts';
import { conversionOf, unitOf, type Conversion } from './units.ts';

/** Whether a column can stand for an input of a stored feature, by what both mean. */
export type InputFit =
  | { readonly kind: 'same' }
  /** Its numbers are brought to the unit the feature counts in. */
  | { readonly kind: 'converted'; readonly conversion: Conversion; readonly said: string }
  | { readonly kind: 'refused'; readonly said: string; readonly hint: string };

type Meaning = Pick<FeatureInput, 'unit' | 'zone'>;

const SAME: InputFit = { kind: 'same' };

/**
 * A unit that is not said, of either, can't be held against the other. A feature over clock times reads what clocks show, and so does it of moments; one
 * over moments of a zone is about the hours and days of that zone.
 */
export function fitOfInput(input: FeatureInput, column: Meaning): InputFit {
  return input.type === 'time' ? fitOfZone(input.zone, column.zone) : fitOfUnit(input.unit, column.unit);
}

function fitOfZone(wanted: string | undefined, given: string | undefined): InputFit {
  if (wanted === undefined || wanted === given) return SAME;
  return {
    kind: 'refused',
    said: `the feature reads moments by the clocks of ${wanted}, and these are ${given === undefined ? 'clock times of no zone' : `read by those of ${given}`}`,
    hint: `Say on Data that ${wanted} is the zone of the column${given === undefined ? ', if it is' : '; its moments stay what they are'}. Or choose another one.`
  };
}

function fitOfUnit(wanted: string | undefined, given: string | undefined): InputFit {
  if (wanted === undefined || given === undefined || isSameUnit(wanted, given)) return SAME;
  const conversion = conversionOf(given, wanted);
  if (conversion) return { kind: 'converted', conversion, said: `its numbers in ${given} are brought to ${wanted}` };
  return {
    kind: 'refused',
    said: `the feature counts in ${wanted}, and these numbers are in ${given}, which can’t be brought to it`,
    hint: `Choose a column in ${wanted}, or correct the unit on Data.`
  };
}

const isSameUnit = (a: string, b: string): boolean => a.trim() === b.trim() || (unitOf(a) !== null && unitOf(a) === unitOf(b));
