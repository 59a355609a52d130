import type { Finding } from '../../core/finding.ts';
import type { OutlierReport } from '../../core/looks/outliers.ts';
import type { QualityReport } from '../../core/looks/quality.ts';
import type { DataStory, EvidencePlace, StoryFinding } from '../../core/looks/story.ts';
import { counted, grouped, percent, quoted } from '../../core/words.ts';
import type { Profile } from './profile-type.ts';
import { alike, driver, missing } from './three-things.ts';

const MOST = 5;
const MOST_OF_A_KIND = 2;
/** A quality axis above this is nothing to tell. */
const GOOD_QUALITY = 0.98;
/** Strange rows are worth telling from so many times what chance brings. */
const FAR_BEYOND_CHANCE = 3;

export interface StoryInput {
  readonly profile: Profile;
  readonly findings: readonly Finding[];
  readonly quality: QualityReport;
  readonly outliers: OutlierReport;
  readonly target: string | null;
  /** Whether the target is a guess of ours rather than what the project is for. */
  readonly guessed?: boolean;
}

interface Kind {
  readonly why: string;
  readonly evidence: EvidencePlace;
  readonly say: (input: StoryInput) => readonly string[];
}

/** What a finding of the audit changes, by its code; all others change what is learned. */
const DIVIDES = new Set(['row-order', 'group-like', 'duplicate-rows', 'near-alike-order']);
const warnings = ({ findings }: StoryInput, of: (code: string) => boolean) =>
  findings.filter(({ severity, code }) => severity === 'warning' && of(code)).map(({ message }) => message);
/** Told with all other gaps, in a sentence of their own. */
const GAPS = new Set(['high-missing']);
const told = (sentence: string | null) => (sentence === null ? [] : [sentence]);

/** In the order in which they matter: what makes a score a lie first, then what decides how to judge, then what is learned, then what is only good to know. */
const kinds: readonly Kind[] = [
  {
    why: 'First, because every score would be wrong while this stands.',
    evidence: 'findings',
    say: ({ findings }) => findings.filter(({ severity }) => severity === 'blocker').map(({ message }) => message)
  },
  {
    why: 'Next, because it decides how the rows may be divided, and with that whether a score can be believed.',
    evidence: 'findings',
    say: (input) => warnings(input, (code) => DIVIDES.has(code))
  },
  {
    why: 'Because a model will lean on it most.',
    evidence: 'together',
    say: leansOn
  },
  {
    why: 'Because it changes what a model learns.',
    evidence: 'findings',
    say: (input) => warnings(input, (code) => !DIVIDES.has(code) && !GAPS.has(code) && code !== 'redundant')
  },
  {
    why: 'Because gaps must be filled or left before anything is learned.',
    evidence: 'missing',
    say: ({ profile }) => told(missing(profile))
  },
  { why: 'Because rows that fit nothing pull at means, scales and straight lines.', evidence: 'outliers', say: strangeRows },
  {
    why: 'Because two columns that say the same share the credit for it, whatever explains the model.',
    evidence: 'together',
    say: ({ profile, findings, target }) => told(alike(profile, findings, target))
  },
  { why: 'Because it is the weakest side of these data.', evidence: 'quality', say: weakestAxis }
];

/** The findings that matter most, in words, each with the reason for its place. */
export function tellDataStory(input: StoryInput): DataStory {
  const all = kinds.flatMap(({ why, evidence, say }) =>
    say(input)
      .slice(0, MOST_OF_A_KIND)
      .map((said): StoryFinding => ({ said, why, evidence }))
  );
  const seen = new Set<string>();
  return { findings: all.filter(({ said }) => !seen.has(said) && seen.add(said)).slice(0, MOST) };
}

function leansOn({ profile, findings, target, guessed }: StoryInput): string[] {
  if (target === null) return [];
  const said = told(driver(profile, findings, target));
  return guessed ? said.map((sentence) => `If ${quoted(target)} is what is to be told: ${sentence}`) : said;
}

function strangeRows({ outliers: { together } }: StoryInput): string[] {
  if (!together || together.count < FAR_BEYOND_CHANCE * Math.max(1, together.expected)) return [];
  const expected = together.expected < 1 ? 'less than one' : grouped(together.expected);
  const first = together.strange[0]?.reasons[0];
  const mostly = first ? `; the strangest for its ${quoted(first.column)} of ${first.value}` : '';
  const rows = together.sampled
    ? `${grouped(together.count)} of a sample of ${grouped(together.rows)} rows ${together.count === 1 ? 'is' : 'are'}`
    : counted(together.count, 'row is', 'rows are');
  return [`${rows} strange as a whole, where chance would bring ${expected}${mostly}.`];
}

function weakestAxis({ quality: { axes } }: StoryInput): string[] {
  const known = axes.filter(({ id, share }) => share !== null && id !== 'completeness' && id !== 'timeliness');
  const weakest = known.reduce<(typeof known)[number] | null>((worst, axis) => (worst && worst.share! <= axis.share! ? worst : axis), null);
  if (!weakest || weakest.share! > GOOD_QUALITY) return [];
  const fault = weakest.faults[0];
  return [
    `Of the ${counted(weakest.of, weakest.unit)} judged for ${weakest.id}, ${percent(weakest.share!)} are right${fault ? `; most is lost by ${fault.what}` : ''}.`
  ];
}
