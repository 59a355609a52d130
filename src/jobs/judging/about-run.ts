import { canonicalJson, hashOf } from '../../core/hash.ts';
import type { PlainRecord } from '../../core/plain.ts';

/** What else an answer about a run hangs on, as its key says it; each form moves on when an answer says something new, so that an earlier one is made again. */

export const aboutDataCurve = async (metric: string): Promise<string> => short({ form: 2, metric });

export const aboutLeakProbes = async (metric: string): Promise<string> => short({ form: 3, metric });

/** @param asked the request as it came; what is undefined in it says nothing */
export const aboutStress = async (judged: { readonly metric: string; readonly bar: number | null }, asked: object): Promise<string> =>
  short({ form: 1, ...judged, asked: plainOf(asked) });

/** Attacks of this form, whatever was asked. */
export const ATTACKS = 'attack:2:';

export const aboutAttack = async (asked: object): Promise<string> => `${ATTACKS}${await short({ request: plainOf(asked) })}`;

export const aboutMitigation = ({ sensitive, parity }: { readonly sensitive: string; readonly parity: string }): string =>
  canonicalJson({ form: 3, sensitive, parity });

export const aboutExplanation = async (metric: string, request: PlainRecord): Promise<string> => short({ metric, request });

const short = async (all: PlainRecord) => (await hashOf(all)).slice(0, 12);

const plainOf = (asked: object): PlainRecord => JSON.parse(JSON.stringify(asked)) as PlainRecord;
