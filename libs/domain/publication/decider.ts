/**
 * The publications of one partnership: figures as they were stated to others, frozen. One stream holds them all,
 * `publication-<id of the partnership>`, so that their numbers have no gap and none of them can be left out.
 */
import type { Aggregate, Circumstances, Reference } from '../decider.ts';
import { Decimal, DECIMAL_FORM, writtenAmount, type Money } from '../money.ts';
import { reject, type Decision, type Rejection } from '../rejections.ts';
import type { FigurePublished, FrozenFigure, PublicationEvent } from './events.ts';
import { schemas } from './upcasters.ts';

/** What the person states who publishes. */
export interface StatedFigure {
  /** Decimal; null when the figure is undefined. */
  readonly value: string | null;
  readonly numerator: Money;
  readonly denominator: Money;
}

/**
 * The domain sees no facts, so the caller answers for the figure: computed anew from the log for this very question,
 * and digested as its canonical JSON.
 */
export interface PublishFigure {
  readonly kind: 'publish';
  readonly title: string;
  readonly text: string;
  readonly stated: StatedFigure;
  readonly figure: FrozenFigure;
  readonly digest: string;
  readonly replaces: number | null;
}

export interface WithdrawPublication {
  readonly kind: 'withdraw';
  readonly number: number;
  readonly reason: string;
}

export type PublicationCommand = PublishFigure | WithdrawPublication;

export type Publication = FigurePublished['data'] & {
  /** Number of the one that stands for it now. */
  readonly replacedBy: number | null;
  /** Why it is no longer stood by; null while it is. */
  readonly withdrawn: string | null;
};

export interface PublicationState {
  /** In order of their numbers, the replaced and the withdrawn too: number 1 is the first. */
  readonly publications: readonly Publication[];
}

export const publication: Aggregate<PublicationState, PublicationCommand, PublicationEvent> = {
  name: 'publication',
  initial: { publications: [] },
  evolve,
  decide,
  references,
  schemas,
};

function evolve({ publications }: PublicationState, event: PublicationEvent): PublicationState {
  const marked = (number: number | null, mark: Partial<Publication>): readonly Publication[] =>
    publications.map((item) => (item.number === number ? { ...item, ...mark } : item));
  switch (event.type) {
    case 'FigurePublished': {
      const { number, replaces } = event.data;
      const published = { ...event.data, replacedBy: null, withdrawn: null };
      return { publications: [...marked(replaces, { replacedBy: number }), published] };
    }
    case 'PublicationWithdrawn': {
      const { number, reason } = event.data;
      return { publications: marked(number, { withdrawn: reason }) };
    }
  }
}

function decide(
  command: PublicationCommand,
  state: PublicationState,
  { id }: Pick<Circumstances, 'id'>,
): Decision<PublicationEvent> {
  return command.kind === 'publish' ? publish(command, state, id) : withdraw(command, state);
}

const DIGEST_FORM = /^[0-9a-f]{64}$/;

function publish(
  { title, text, stated, figure, digest, replaces }: PublishFigure,
  { publications }: PublicationState,
  id: string,
): Decision<PublicationEvent> {
  const { partnership } = figure.question;
  if (partnership !== id) return reject('PARTNERSHIP_UNKNOWN', '/partnership', { id: partnership });
  if (title.trim() === '') return reject('TEXT_BLANK', '/title');
  if (text.trim() === '') return reject('TEXT_BLANK', '/text');
  if ((figure.value === null) === (figure.reason === null)) return reject('FIGURE_REASON_MISSING');
  if (!DIGEST_FORM.test(digest)) return reject('DIGEST_MALFORMED', '/digest', { found: digest });
  const fault = differenceOf(stated, figure) ?? replacementFault(replaces, publications);
  if (fault !== null) return fault;
  const number = publications.length + 1;
  const data = { number, title, text, figure, digest, replaces };
  return { events: [{ type: 'FigurePublished', data }] };
}

/** Nobody publishes a figure that the ledger does not give: not the ratio, and neither of its two sums. */
function differenceOf(stated: StatedFigure, figure: FrozenFigure): Rejection | null {
  const isEqual =
    isSameNumber(stated.value, figure.value) &&
    isSameAmount(stated.numerator, figure.numerator) &&
    isSameAmount(stated.denominator, figure.denominator);
  if (isEqual) return null;
  return reject('FIGURE_DIFFERS', '/stated', { found: shown(stated), expected: shown(figure) });
}

function shown({ value, numerator, denominator }: StatedFigure): string {
  return `${numerator.amount} / ${denominator.amount} = ${value}`;
}

/** 0.22 and 0.2200 are the same; nothing is not the same as zero. */
function isSameNumber(stated: string | null, computed: string | null): boolean {
  if (stated === null || computed === null) return stated === computed;
  return DECIMAL_FORM.test(stated) && new Decimal(stated).equals(computed);
}

function isSameAmount(stated: Money, computed: Money): boolean {
  return (
    DECIMAL_FORM.test(stated.amount) &&
    writtenAmount(stated.amount) === computed.amount &&
    stated.currency === computed.currency
  );
}

/** One publication has at most one that stands for it; a withdrawn one may get it later. */
function replacementFault(replaces: number | null, publications: readonly Publication[]): Rejection | null {
  if (replaces === null) return null;
  const before = publications.find(({ number }) => number === replaces);
  if (before === undefined) return reject('PUBLICATION_UNKNOWN', '/replaces', { number: String(replaces) });
  if (before.replacedBy === null) return null;
  const params = { number: String(replaces), by: String(before.replacedBy) };
  return reject('PUBLICATION_REPLACED', '/replaces', params);
}

function withdraw(
  { number, reason }: WithdrawPublication,
  { publications }: PublicationState,
): Decision<PublicationEvent> {
  const found = publications.find((item) => item.number === number);
  if (found === undefined) return reject('NOT_FOUND');
  if (found.withdrawn !== null) {
    return reject('PUBLICATION_WITHDRAWN', undefined, { number: String(number) });
  }
  if (reason.trim() === '') return reject('TEXT_BLANK', '/reason');
  return { events: [{ type: 'PublicationWithdrawn', data: { number, reason } }] };
}

function references(command: PublicationCommand, _state: PublicationState, id: string): readonly Reference[] {
  if (command.kind !== 'publish') return [];
  return [{ aggregate: 'partnership', id, pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' }];
}
