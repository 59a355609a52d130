import { formatShare } from '../../../charts/format.ts';
import type { Topic, TopicReport } from '../../../core/looks/topics.ts';
import { counted } from '../../../core/words.ts';

/** "storm, roof, bridge" */
export const topicWords = ({ words }: Topic): string => words.map(({ term }) => term).join(', ');

/** What the topics tell, and whether their words stand together at all. */
export function topicSentence({ texts, terms, topics, told }: TopicReport): string {
  const loose = topics.filter(({ coherence }) => !(coherence.low > 0)).length;
  const doubt =
    loose === 0
      ? 'The words of each stand together more than by chance.'
      : `Of ${counted(loose, 'topic')} the words don’t surely stand together more than by chance.`;
  return `${counted(topics.length, 'topic')} of ${counted(terms, 'word')} in ${counted(texts, 'text')} tell ${formatShare(told)} of what weighs in them. ${doubt}`;
}
