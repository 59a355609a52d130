import { expect, test } from 'vitest';
import { JobClock } from '../../../src/app/jobs/job-clock.ts';
import { TurnQueue } from '../../../src/app/jobs/turn-queue.ts';

const never = new AbortController().signal;
const settle = () => new Promise<void>((resolve) => void setTimeout(resolve));

/** Enters, notes when it is admitted, and can be told to leave. */
function enter(queue: TurnQueue, name: string, seen: string[], priority = 0, signal = never) {
  const who = { priority };
  const turn = queue.enter(who, signal).then((given) => {
    seen.push(name);
    return given;
  });
  return { who, turn, leave: async () => (await turn).leave() };
}

test('one works at a time: the most urgent first, then those who came first', async () => {
  const [queue, seen] = [new TurnQueue(), [] as string[]];
  const first = enter(queue, 'first', seen);
  const waiting = [enter(queue, 'second', seen), enter(queue, 'third', seen), enter(queue, 'urgent', seen, 5)];
  waiting[1]!.who.priority = 1;
  await settle();
  expect(seen).toEqual(['first']);
  await first.leave();
  await waiting[2]!.leave();
  await waiting[1]!.leave();
  await waiting[0]!.leave();
  expect(seen).toEqual(['first', 'urgent', 'third', 'second']);
  expect(queue.isFull).toBe(false);
});

test('who is asked for it gives way to the more urgent alone, and comes back before those who came later', async () => {
  const [queue, seen] = [new TurnQueue(), [] as string[]];
  const search = enter(queue, 'search', seen);
  const later = enter(queue, 'later', seen);
  const turn = await search.turn;
  expect(await turn.giveWay(never)).toBe(false);
  const urgent = enter(queue, 'urgent', seen, 1);
  const back = turn.giveWay(never);
  await urgent.leave();
  expect(await back).toBe(true);
  expect(seen).toEqual(['search', 'urgent']);
  turn.leave();
  await later.leave();
  expect(seen).toEqual(['search', 'urgent', 'later']);
});

test('more work at once when asked, each on a seat of its own', async () => {
  const [queue, seen] = [new TurnQueue(), [] as string[]];
  const [one, two] = [enter(queue, 'one', seen), enter(queue, 'two', seen)];
  queue.seats = 2;
  const seats = [(await one.turn).seat, (await two.turn).seat];
  expect(seats).toEqual([0, 1]);
});

test('who is stopped while waiting leaves the queue', async () => {
  const [queue, seen, stop] = [new TurnQueue(), [] as string[], new AbortController()];
  const first = enter(queue, 'first', seen);
  const given = enter(queue, 'given up', seen, 0, stop.signal);
  const last = enter(queue, 'last', seen);
  stop.abort();
  await expect(given.turn).rejects.toMatchObject({ name: 'AbortError' });
  await first.leave();
  await last.turn;
  expect(seen).toEqual(['first', 'last']);
});

test('the clock of a job stands still while it waits, and takes what is told again as it was then', () => {
  let now = 100;
  const clock = new JobClock(() => now);
  clock.start();
  now += 10;
  clock.stop();
  now += 1000;
  expect(clock.read()).toBe(10);
  clock.start();
  clock.atLeast(500);
  now += 5;
  expect(clock.read()).toBe(505);
  clock.atLeast(200);
  expect(clock.read()).toBe(505);
});
