/** What became of each contribution, told again from its events for the oracle of the figures: no rule is shared. */
import type { Statement } from '#domain/contribution/events';
import type { Decoded } from '#event-sourcing/codec';
import type { LedgerEvent } from '#read-models/domain-events';

interface Days {
  readonly from: string;
  readonly to: string;
}

/** So much went from one rung to another; null is outside the ledger. */
export interface Step {
  readonly from: string | null;
  readonly to: string | null;
  readonly cents: bigint;
  readonly span: Days;
  readonly revises?: boolean;
  /** The commitment, delivery or payment that it belongs to, counted from 1. */
  readonly nth?: number;
}

export interface Story {
  readonly partnership: string;
  statement: Statement;
  cents: bigint;
  schedule: readonly { year: number; amount: { amount: string } }[] | null;
  entry: Step[];
  later: Step[];
  cut: bigint;
  /** How many commitments, deliveries and payments were told. */
  counted: number;
  /** Days on which it came under another source, and the one until then. */
  switches: { readonly from: string; readonly on: string }[];
  reversal: { readonly on: string | null } | null;
  /** What the CPR admits of it; null is all of it. */
  admitted: bigint | null;
  /** What the partner that is credited says of it. */
  word: 'NONE' | 'CONFIRMED' | 'CONTESTED';
}

const day = (date: string): Days => ({ from: date, to: date });
const centsOf = ({ amount }: { readonly amount: string }): bigint => BigInt(amount.replace('.', ''));
const centsIfAny = (value: { readonly amount: string } | null): bigint =>
  value === null ? 0n : centsOf(value);

type Views = readonly { readonly view: string; readonly value: { readonly amount: string } }[];

function admittedOf(views: Views): bigint | null {
  const cpr = views.find(({ view }) => view === 'CPR');
  return cpr === undefined ? null : centsOf(cpr.value);
}

export function storiesOf(items: readonly Decoded<LedgerEvent>[]): Story[] {
  const stories = new Map<string, Story>();
  for (const { event, envelope } of items) {
    if (event.type === 'ContributionRecorded' || event.type === 'ContributionPledged') {
      const { partnership, statement, value, admissible } = event.data;
      const schedule = event.type === 'ContributionPledged' ? event.data.schedule : null;
      const story: Story = {
        ...{ partnership, statement, schedule, cents: centsIfAny(value), entry: [], later: [], cut: 0n },
        ...{ counted: 0, switches: [], reversal: null, admitted: admittedOf(admissible), word: 'NONE' },
      };
      story.entry = entered(story, story.cents);
      stories.set(envelope.stream, story);
    } else {
      const story = stories.get(envelope.stream);
      if (story === undefined) continue;
      goOn(story, event);
      // Who restates it makes it another than the one that was confirmed; a contest goes on.
      if (RESTATES.has(event.type) && story.word === 'CONFIRMED') story.word = 'NONE';
    }
  }
  return [...stories.values()];
}

const RESTATES: ReadonlySet<string> = new Set([
  'PledgeRevised',
  'ContributionCommitted',
  'ContributionDelivered',
  'ContributionPaid',
  'MovementReversed',
  'ContributionCorrected',
  'ContributionReclassified',
]);

function entered({ statement, schedule }: Story, cents: bigint): Step[] {
  const { stage, resource, effective } = statement;
  const to = stage === 'PAID' && resource.kind !== 'CASH' ? 'DELIVERED' : stage;
  if (schedule === null) return [{ from: null, to, cents, span: effective }];
  return schedule.map(({ year, amount }) => {
    const days = [`${year}-01-01`, effective.from].toSorted();
    const ends = [`${year}-12-31`, effective.to].toSorted();
    return { from: null, to, cents: centsOf(amount), span: { from: days[1] ?? '', to: ends[0] ?? '' } };
  });
}

/** What is on a rung, of what had begun by that day. */
function balance(
  { entry, later }: Story,
  rung: string,
  until = '9999-12-31',
  more: readonly Step[] = [],
): bigint {
  return [...entry, ...later, ...more]
    .filter(({ span }) => span.from <= until)
    .reduce(
      (sum, { from, to, cents }) => sum + (to === rung ? cents : 0n) - (from === rung ? cents : 0n),
      0n,
    );
}

function goOn(story: Story, event: LedgerEvent): void {
  const settled = story.statement.resource.kind === 'CASH' ? 'PAID' : 'DELIVERED';
  switch (event.type) {
    case 'ContributionCommitted':
    case 'ContributionDelivered':
    case 'ContributionPaid': {
      const to = event.type.replace('Contribution', '').toUpperCase();
      story.counted += 1;
      for (const { rung, value } of event.data.from) {
        const cents = centsOf(value);
        story.later.push({ from: rung, to, cents, span: event.data.effective, nth: story.counted });
      }
      return;
    }
    case 'MovementReversed':
      story.later = story.later.filter(({ nth }) => nth !== event.data.movement);
      return;
    case 'ContributionVerified':
      for (const { value, effective } of event.data.pieces) {
        story.later.push({ from: settled, to: 'VERIFIED', cents: centsOf(value), span: effective });
      }
      story.cut += centsOf(event.data.cut);
      return;
    case 'ContributionRejected':
      story.cut += centsOf(event.data.cut);
      return;
    case 'FundsRecovered':
      return recover(story, centsOf(event.data.value), event.data.effectiveOn);
    case 'PledgeReleased': {
      const withIt = event.data.why === 'CONFIRMED' ? { nth: story.counted } : {};
      return letGo(story, centsOf(event.data.value), event.data.effectiveOn, withIt);
    }
    case 'PledgeExpired':
      return letGo(story, centsOf(event.data.value), event.data.effectiveOn);
    case 'PledgeRevised':
      return revise(story, event.data);
    case 'ContributionConfirmed':
      story.word = 'CONFIRMED';
      return;
    case 'ContributionContested':
      story.word = 'CONTESTED';
      return;
    case 'ContestResolved':
      story.word = 'NONE';
      return;
    case 'EvidenceAttached': {
      const evidence = [...story.statement.evidence, event.data.document];
      story.statement = { ...story.statement, evidence };
      return;
    }
    case 'ContributionCorrected': {
      const { statement, value } = event.data;
      story.admitted = admittedOf(event.data.admissible);
      if (statement.fundingSource !== story.statement.fundingSource) story.switches = [];
      story.statement = statement;
      story.cents = centsIfAny(value);
      const revised = story.later.filter(({ revises }) => revises);
      const sum = revised.reduce((all, { to, cents }) => all + (to === null ? -cents : cents), 0n);
      story.entry = entered(story, story.cents - sum);
      return;
    }
    case 'ContributionReclassified': {
      const { from, to, effectiveOn: on } = event.data;
      if (on === null) story.switches = [];
      else story.switches.push({ from, on });
      story.statement = { ...story.statement, fundingSource: to };
      return;
    }
    case 'ContributionReversed':
      story.reversal = { on: event.data.effectiveOn };
  }
}

/** First of what was cut, then of what is verified, then of what is only paid. */
function recover(story: Story, cents: bigint, on: string): void {
  const take = (from: string, open: bigint, most: bigint): bigint => {
    const part = open < most ? open : most;
    if (part > 0n) story.later.push({ from, to: null, cents: part, span: day(on) });
    return part;
  };
  const verified = balance(story, 'VERIFIED');
  const ofCut = take('PAID', cents, story.cut);
  story.cut -= ofCut;
  const ofVerified = take('VERIFIED', cents - ofCut, verified);
  take('PAID', cents - ofCut - ofVerified, cents);
}

/** On that day what is free of the pledge then and ever after; the rest when its own day comes. */
function letGo(story: Story, cents: bigint, on: string, withIt: Pick<Step, 'nth'> = {}): void {
  const begins = [...story.entry, ...story.later].map(({ span }) => span.from).filter((date) => date > on);
  const days = [on, ...new Set(begins)].toSorted();
  const gone: Step[] = [];
  let left = cents;
  for (const date of days) {
    const after = days.filter((each) => each >= date).map((each) => balance(story, 'PLEDGED', each, gone));
    const free = after.reduce((least, each) => (each < least ? each : least));
    const part = date === days.at(-1) || left < free ? left : free;
    if (part > 0n) gone.push({ from: 'PLEDGED', to: null, cents: part, span: day(date), ...withIt });
    if (part > 0n) left -= part;
  }
  story.later.push(...gone);
}

function revise(story: Story, data: Extract<LedgerEvent, { type: 'PledgeRevised' }>['data']): void {
  const cents = centsOf(data.value);
  const more = cents - story.cents;
  story.cents = cents;
  story.statement = { ...story.statement, resource: data.resource };
  story.admitted = admittedOf(data.admissible);
  if (data.schedule !== null) {
    story.schedule = data.schedule;
    story.entry = entered(story, cents);
    story.later = story.later.filter(({ revises }) => !revises);
  } else {
    const span = day(data.effectiveOn);
    if (more > 0n) story.later.push({ from: null, to: 'PLEDGED', cents: more, span, revises: true });
    else story.later.push({ from: 'PLEDGED', to: null, cents: -more, span, revises: true });
  }
}
