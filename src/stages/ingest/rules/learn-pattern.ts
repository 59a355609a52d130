/** More forms than this are no pattern. */
const MOST_FORMS = 40;
const LONGEST = 40;

interface Run {
  /** `A`, `a`, `9`, `L` for a letter beyond ASCII, or the character itself. */
  readonly sign: string;
  least: number;
  most: number;
}

interface Form {
  readonly runs: Run[];
  readonly example: string;
  rows: number;
}

/** The form of most values. */
export interface LearntPattern {
  readonly expression: string;
  readonly example: string;
  readonly rows: number;
  readonly all: number;
  /** 0 to 1 of the values seen. */
  readonly share: number;
}

/**
 * Learns how values are written: runs of capitals, small letters, digits and other characters, and how long each run is. Values of the same runs
 * share a form whatever their lengths. Gives up where there are too many forms: prose has no pattern.
 */
export class PatternLearner {
  hasGivenUp = false;
  private readonly forms = new Map<string, Form>();
  private all = 0;

  see(text: string): void {
    this.all++;
    if (text.length > LONGEST || text === '') return;
    const runs = runsOf(text);
    const key = runs.map(({ sign }) => sign).join('');
    const form = this.forms.get(key);
    if (!form) {
      this.forms.set(key, { runs, example: text, rows: 1 });
      this.hasGivenUp = this.forms.size > MOST_FORMS;
      return;
    }
    form.rows++;
    form.runs.forEach((run, i) => {
      run.least = Math.min(run.least, runs[i]!.least);
      run.most = Math.max(run.most, runs[i]!.most);
    });
  }

  /** Null where no form tells anything: plain words, or no common form. */
  best(): LearntPattern | null {
    if (this.hasGivenUp || this.forms.size === 0) return null;
    const form = [...this.forms.values()].reduce((most, other) => (other.rows > most.rows ? other : most));
    if (!tells(form)) return null;
    const expression = `^${form.runs.map(expressionOf).join('')}$`;
    return { expression, example: form.example, rows: form.rows, all: this.all, share: form.rows / this.all };
  }
}

/** A word is a word; digits, or marks between runs of a fixed length, make a code. */
const tells = ({ runs }: Form): boolean =>
  runs.some(({ sign }) => sign === '9') || (runs.length >= 3 && runs.every(({ sign, least, most }) => sign !== ' ' && least === most));

function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const sign = signOf(character);
    const last = runs.at(-1);
    if (last?.sign === sign) last.least = ++last.most;
    else runs.push({ sign, least: 1, most: 1 });
  }
  return runs;
}

function signOf(character: string): string {
  if (/[0-9]/.test(character)) return '9';
  if (/[A-Z]/.test(character)) return 'A';
  if (/[a-z]/.test(character)) return 'a';
  return /\p{L}/u.test(character) ? 'L' : character;
}

/** The character class of each sign; every other sign is the character itself. */
const classes: Readonly<Record<string, string>> = { '9': '\\d', A: '[A-Z]', a: '[a-z]', L: '\\p{L}' };

function expressionOf({ sign, least, most }: Run): string {
  const one = classes[sign] ?? sign.replace(/[\\^$.*+?()[\]{}|/]/, (mark) => `\\${mark}`);
  return least === most ? (least === 1 ? one : `${one}{${least}}`) : `${one}{${least},${most}}`;
}
