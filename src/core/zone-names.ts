/** The names of the tz database that the platform lists, in the order of their letters; UTC first. */
export const zoneNames = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];

/** Whether the platform knows a zone of that name, in whatever letters. Bare offsets are no zones: they do not say when clocks change. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The zone as it is spelled in the list, where it stands there: `europe/berlin` is `Europe/Berlin`. One that is not listed, such as an older name, stays. */
export const zoneSpelled = (name: string): string => {
  if (/^(etc\/)?(utc|gmt|universal|zulu)$/i.test(name)) return 'UTC';
  return zoneNames().find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
};
