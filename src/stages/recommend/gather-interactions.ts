import type { Events, Interactions } from '../../core/interactions.ts';

/**
 * The given entries of events as sparse rows, each pair of user and item once: by its latest rating, or how often it came.
 * @param entries places in `events`; of the same moment, or without times, the one later in the table is the latest
 */
export function gatherInteractions(events: Events, entries: Uint32Array): Interactions {
  const { users, items, times, ratings, userNames, itemNames } = events;
  const order = entries
    .slice()
    .sort((a, b) => users[a]! - users[b]! || items[a]! - items[b]! || (times ? times[a]! - times[b]! : 0) || a - b);
  const kept: number[] = [];
  const values: number[] = [];
  const starts = new Uint32Array(userNames.length + 1);
  order.forEach((entry, i) => {
    const before = i > 0 ? order[i - 1]! : -1;
    const isSame = before >= 0 && users[before] === users[entry] && items[before] === items[entry];
    if (isSame) values[values.length - 1] = ratings ? ratings[entry]! : values.at(-1)! + 1;
    else {
      kept.push(items[entry]!);
      values.push(ratings ? ratings[entry]! : 1);
      starts[users[entry]! + 1]!++;
    }
  });
  for (let user = 0; user < userNames.length; user++) starts[user + 1]! += starts[user]!;
  return {
    userCount: userNames.length,
    itemCount: itemNames.length,
    starts,
    items: Uint32Array.from(kept),
    values: Float64Array.from(values),
    isRated: ratings !== null
  };
}

/** The same pairs by item: users become items and items users. */
export function transpose({ userCount, itemCount, starts, items, values, isRated }: Interactions): Interactions {
  const turned = new Uint32Array(itemCount + 1);
  for (const item of items) turned[item + 1]!++;
  for (let item = 0; item < itemCount; item++) turned[item + 1]! += turned[item]!;
  const at = turned.slice(0, itemCount);
  const users = new Uint32Array(items.length);
  const moved = new Float64Array(items.length);
  for (let user = 0; user < userCount; user++) {
    for (let i = starts[user]!; i < starts[user + 1]!; i++) {
      const place = at[items[i]!]!++;
      users[place] = user;
      moved[place] = values[i]!;
    }
  }
  return { userCount: itemCount, itemCount: userCount, starts: turned, items: users, values: moved, isRated };
}
