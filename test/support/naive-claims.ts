/** What the ledger has claimed, worked out from every event each time it is asked: slow, and of one piece. */
import type { ClaimedDocument, ClaimedHours, ClaimedValue, Claims, Draw } from '#domain/claims';
import type { EvidenceDocument, Statement } from '#domain/contribution/events';
import { portionOfPart, portionsOf } from '#domain/contribution/sides';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import { centsOf } from '#domain/money';
import type { TransferTerms } from '#domain/transfer/events';
import type { Told } from './life.ts';

interface Known {
  readonly id: string;
  readonly aggregate: 'contribution' | 'transfer';
  partnership: string;
  statement: Statement | null;
  whole: bigint;
  evidence: readonly EvidenceDocument[];
  movements: Part[];
  verified: bigint;
  cut: bigint;
  /** A pledge was released, or has expired. */
  ended: boolean;
  /** What of a pledge was let go by itself. */
  letGo: bigint;
  terms: TransferTerms | null;
}

/** A commitment, delivery or payment: what it took from the pledge, what of it went besides, whether it was undone. */
interface Part {
  readonly hours: { readonly minutes: number; readonly effective: Statement['effective'] } | null;
  readonly taken: bigint;
  besides: bigint;
  undone: boolean;
}

export function naiveClaims(told: readonly Told[]): Claims {
  const all: Known[] = [];
  const sources = new Map<string, FundingSourceProfile>();
  for (const each of told) take(each, all, sources);
  const but = (except: string | null): Known[] => all.filter(({ id }) => id !== except);
  const documents = (except: string | null, is: (document: EvidenceDocument) => boolean): ClaimedDocument[] =>
    but(except).flatMap(({ id, evidence }) =>
      evidence.filter(is).map(({ sha256, shareBp }) => ({ contribution: id, sha256, shareBp: shareBp ?? 0 })),
    );
  return {
    hoursOf: (person, except) => but(except).flatMap((known) => hoursIn(known, person)),
    document: (sha256, except) => documents(except, (document) => document.sha256 === sha256),
    invoice: (issuer, number, except) =>
      documents(except, (document) => document.issuer === issuer && document.number === number),
    drawsOn: (contribution, except) =>
      but(except)
        .flatMap(drawsIn)
        .filter((draw) => draw.contribution === contribution),
    fundingOf: (contribution) =>
      all
        .filter(({ id, aggregate }) => id === contribution && aggregate === 'contribution')
        .flatMap((known) => drawsIn(known).map((draw) => draw.contribution)),
    valuesOf: (partnership) =>
      grouped(
        all.filter((known) => known.partnership === partnership).flatMap((known) => valuesIn(known, sources)),
      ),
  };
}

function take({ stream, event }: Told, all: Known[], sources: Map<string, FundingSourceProfile>): void {
  const id = stream.replace(/^(funding-source|contribution|transfer)-/, '');
  if (event.type === 'FundingSourceRegistered') sources.set(id, event.data);
  const blank = { id, whole: 0n, verified: 0n, cut: 0n, ended: false, letGo: 0n, evidence: [] };
  const nothing = { ...blank, statement: null, terms: null };
  if (event.type === 'ContributionRecorded' || event.type === 'ContributionPledged') {
    const { partnership, statement, value } = event.data;
    const whole = value === null ? 0n : centsOf(value.amount);
    const stated = { partnership, statement, whole, evidence: statement.evidence };
    all.push({ ...nothing, aggregate: 'contribution', ...stated, movements: [] });
  } else if (event.type === 'RelationalResourceDeclared') {
    const { partnership, declaration } = event.data;
    all.push({
      ...nothing,
      aggregate: 'contribution',
      partnership,
      evidence: declaration.evidence,
      movements: [],
    });
  } else if (event.type === 'ResourceTransferred') {
    const { partnership } = event.data;
    all.push({ ...nothing, aggregate: 'transfer', partnership, terms: event.data, movements: [] });
  } else {
    const known = all.find((each) => `${each.aggregate}-${each.id}` === stream);
    if (known !== undefined) change(known, event, all);
  }
}

function change(known: Known, event: Told['event'], all: Known[]): void {
  switch (event.type) {
    case 'ContributionReversed':
    case 'TransferReversed':
      all.splice(all.indexOf(known), 1);
      return;
    case 'ContributionCorrected':
      known.statement = event.data.statement;
      known.whole = event.data.value === null ? 0n : centsOf(event.data.value.amount);
      known.evidence = event.data.statement.evidence;
      return;
    case 'PledgeRevised':
      known.whole = centsOf(event.data.value.amount);
      if (known.statement !== null) known.statement = { ...known.statement, resource: event.data.resource };
      return;
    case 'ContributionReclassified':
      if (known.statement !== null) known.statement = { ...known.statement, fundingSource: event.data.to };
      return;
    case 'EvidenceAttached':
      known.evidence = [...known.evidence, event.data.document];
      return;
    case 'PledgeReleased':
    case 'PledgeExpired': {
      const cents = centsOf(event.data.value.amount);
      const last = known.movements.at(-1);
      const confirmed = event.type === 'PledgeReleased' && event.data.why === 'CONFIRMED';
      known.ended = !confirmed;
      if (confirmed && last !== undefined) last.besides = cents;
      else known.letGo += cents;
      return;
    }
    case 'ContributionCommitted':
    case 'ContributionDelivered':
    case 'ContributionPaid':
      known.movements.push(partOf(event));
      return;
    case 'MovementReversed': {
      const undone = known.movements[event.data.movement - 1];
      if (undone !== undefined) undone.undone = true;
      if (openOf(known) > 0n) known.ended = false;
      return;
    }
    case 'ContributionVerified':
    case 'ContributionRejected': {
      const admitted = centsOf(event.data.claimed.amount) - centsOf(event.data.cut.amount);
      known.verified += admitted;
      known.cut += event.data.onAppeal ? -admitted : centsOf(event.data.cut.amount);
      return;
    }
    case 'FundsRecovered': {
      const back = centsOf(event.data.value.amount);
      const ofCut = back < known.cut ? back : known.cut;
      const rest = back - ofCut;
      known.cut -= ofCut;
      known.verified -= rest < known.verified ? rest : known.verified;
    }
  }
}

type Moving = Extract<
  Told['event'],
  { type: 'ContributionCommitted' | 'ContributionDelivered' | 'ContributionPaid' }
>;

function partOf({ type, data }: Moving): Part {
  const { quantity, effective, from } = data;
  const isTime = type === 'ContributionDelivered' && quantity !== null;
  const taken = from.find(({ rung }) => rung === 'PLEDGED');
  return {
    hours: isTime ? { minutes: Number(quantity), effective } : null,
    taken: taken === undefined ? 0n : centsOf(taken.value.amount),
    besides: 0n,
    undone: false,
  };
}

/** What of a pledge has neither come nor gone. */
function openOf({ whole, letGo, movements }: Known): bigint {
  return standing(movements).reduce((open, { taken, besides }) => open - taken - besides, whole - letGo);
}

function standing(movements: readonly Part[]): readonly Part[] {
  return movements.filter(({ undone }) => !undone);
}

function hoursIn({ id, statement, movements }: Known, person: string): ClaimedHours[] {
  if (statement === null || !('person' in statement.resource)) return [];
  const { resource, stage, effective } = statement;
  if (resource.person !== person) return [];
  const entered = ['DELIVERED', 'PAID'].includes(stage) ? [{ minutes: resource.minutes, effective }] : [];
  const delivered = standing(movements).flatMap(({ hours }) => hours ?? []);
  return [...entered, ...delivered].map((part) => ({ contribution: id, ...part }));
}

function drawsIn({ id, aggregate, statement, terms, ended, movements }: Known): Draw[] {
  const by = { aggregate, id };
  const drawn = ({ fundedBy }: Pick<Statement, 'fundedBy'>, from: string, to: string | null): Draw[] =>
    fundedBy.map(({ contribution, amount }) => ({
      by,
      contribution,
      from,
      to,
      cents: centsOf(amount.amount),
    }));
  if (terms !== null) return drawn(terms, terms.from, terms.to);
  const came = standing(movements).some(({ taken }) => taken > 0n);
  if (statement === null || (ended && !came)) return [];
  return drawn(statement, statement.payer, null);
}

function valuesIn(
  { statement, whole, verified }: Known,
  sources: ReadonlyMap<string, FundingSourceProfile>,
): ClaimedValue[] {
  const source = sources.get(statement?.fundingSource ?? '');
  if (statement === null || verified === 0n || source === undefined) return [];
  const inKind = !['CASH', 'PAID_STAFF'].includes(statement.resource.kind);
  return portionOfPart(portionsOf(statement, whole, source), verified).map(({ side, cents }) => ({
    side,
    inKind,
    cents,
  }));
}

function grouped(values: readonly ClaimedValue[]): ClaimedValue[] {
  const sums = new Map<string, ClaimedValue>();
  for (const value of values) {
    const key = `${Number(value.inKind)} ${value.side}`;
    sums.set(key, { ...value, cents: value.cents + (sums.get(key)?.cents ?? 0n) });
  }
  return [...sums.keys()]
    .sort()
    .map((key) => sums.get(key) as ClaimedValue)
    .filter(({ cents }) => cents !== 0n);
}
