const long = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** "3 April 2024", of `2024-04-03`: spelled out, so that no order of numbers is to be guessed. */
export const formatLongDay = (day: string): string => long.format(new Date(`${day}T00:00:00Z`));
