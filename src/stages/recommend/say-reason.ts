import { counted, listedNames, quoted } from '../../core/words.ts';
import type { Reason } from './recommender.ts';

/** A reason in a sentence, without a full stop. @param nameOf an item's name */
export function sayReason(reason: Reason, nameOf: (item: number) => string): string {
  switch (reason.kind) {
    case 'popular':
      return `${counted(reason.users, 'user')} took it; nothing is known of this one`;
    case 'people':
      return `${reason.users} of the ${counted(reason.asked, 'user')} most alike took it`;
    case 'items': {
      const names = reason.items.map(({ item }) => nameOf(item));
      if (names.length === 0) return 'it is liked by many, and goes with nothing of this user in particular';
      return names.length === 1 ? `because of ${quoted(names[0]!)}` : `because of ${listedNames(names)}`;
    }
  }
}
