/** A run, as far as it is told from others of its kind. */
export interface NamedRun {
  readonly id: string;
  readonly model: string;
  readonly label: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seed: number;
}

/** Settings named, at most: more are no name any more. */
const MOST_TOLD = 2;

/** "Boosting", or "Boosting, learning rate 0.05" beside others of its kind, with a number where that is not enough. */
export function labelApart(run: NamedRun, all: readonly NamedRun[]): string {
  const alike = all.filter(({ model }) => model === run.model);
  if (alike.length < 2) return run.label;
  const told = differencesOf(run, alike);
  const isShared = alike.some((other) => other.id !== run.id && differencesOf(other, alike) === told);
  const number = isShared ? `no. ${alike.findIndex(({ id }) => id === run.id) + 1}` : '';
  return [run.label, told, number].filter((part) => part !== '').join(', ');
}

/** The first settings in which it differs from any other, or its seed. */
function differencesOf(run: NamedRun, alike: readonly NamedRun[]): string {
  const told = Object.keys(run.params)
    .filter((key) => alike.some((other) => shown(other.params[key]) !== shown(run.params[key])))
    .slice(0, MOST_TOLD)
    .map((key) => `${spoken(key)} ${shown(run.params[key])}`);
  if (told.length === 0 && alike.some(({ seed }) => seed !== run.seed)) told.push(`seed ${run.seed}`);
  return told.join(', ');
}

const shown = (value: unknown): string => (typeof value === 'number' ? String(Number(value.toPrecision(3))) : String(value));

/** "learningRate" -> "learning rate"; a name of one letter stays as it is. */
const spoken = (key: string): string =>
  key.replace(/[a-z0-9](?=[A-Z])/g, '$& ').replace(/ [A-Z](?=[a-z])/g, (start) => start.toLowerCase());
