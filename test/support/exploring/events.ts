import type { AnyMachineSnapshot, AnyTransitionDefinition } from 'xstate';
import type { Asking, Question } from '../../../domain/flow.ts';
import { samples } from '../samples.ts';

/** What may happen in a state: good and bad answers, back, cancel, each answer an effect may get, each timer. */
export function eventsIn(snapshot: AnyMachineSnapshot): { type: string }[] {
  const question = askedIn(snapshot);
  const types = [...new Set(nodesOf(snapshot).flatMap((node) => [...node.transitions.keys()]))];
  return types.flatMap((type): { type: string }[] => {
    // The engine lets only what answers the question through.
    if (type === 'member.answered')
      return question ? answersTo(question).map((answer) => ({ type, answer })) : [];
    if (type === 'member.sharedContact')
      return [true, false].map((isOwn) => ({ type, phone: '+14155550123', isOwn }));
    if (type === 'member.startedAgain') {
      return ['K7QM-2XRD', 'AAAA-AAAA', ''].map((argument) => ({ type, argument }));
    }
    if (plainEvents.test(type)) return [{ type }];
    return sampleOf(type);
  });
}

/** Events that say nothing but that they happened. */
const plainEvents = /^(member\.(wentBack|cancelled)|xstate\.after.*)$/;

/** The answers to effects, and words from elsewhere. */
export function sampleOf(type: string): { type: string }[] {
  const known = (samples as Record<string, { type: string }[]>)[type];
  if (!known) throw new Error(`test/support/samples.ts has no sample of ${type}`);
  return known;
}

/** What people type as an answer; for each question that takes words, something in here is one. */
export const typedAnswers = [
  'Ana Lima',
  '1998',
  'Blue',
  '+14155550123',
  '123456',
  'ana@class.example',
  'Lima',
  '22-7',
  'hello there',
  'rehearse',
  'yes',
  '3',
];

function answersTo({ choices = [], answer }: Question): string[] {
  const typed = typedAnswers.flatMap((words) => {
    const read = answer?.safeParse(words);
    return read?.success ? [read.data] : [];
  });
  return [...choices.map((choice) => choice.answer), ...typed];
}

/** What a state asks, null where it waits for nobody. */
export function askedIn(snapshot: AnyMachineSnapshot): Question | null {
  for (const meta of Object.values(snapshot.getMeta())) {
    if (meta && typeof meta === 'object' && 'ask' in meta)
      return (meta as Asking<unknown>).ask(snapshot.context);
  }
  return null;
}

export const nodesOf = (snapshot: AnyMachineSnapshot) =>
  (snapshot as unknown as { _nodes: AnyTransitionDefinition['source'][] })._nodes;
