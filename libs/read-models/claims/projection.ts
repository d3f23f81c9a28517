/**
 * Claims: hours of persons, shares of documents, money drawn, sums of what is verified; besides, every stream of each
 * partnership with its revisions, its first day, and what slipped past a rule that looks beyond one stream.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Span } from '#domain/calendar';
import { daysTouched } from '#domain/contribution/days';
import { contribution } from '#domain/contribution/decider';
import { isTimed, type ContributionEvent } from '#domain/contribution/events';
import type { FundingSourceProfile } from '#domain/funding-source/events';
import type { PartnershipEvent } from '#domain/partnership/events';
import { centsOf } from '#domain/money';
import { period } from '#domain/period/decider';
import type { PeriodEvent } from '#domain/period/events';
import { transfer } from '#domain/transfer/decider';
import type { TransferEvent } from '#domain/transfer/events';
import { valuationMethod, type ValuationMethodState } from '#domain/valuation-method/decider';
import type { ValuationMethodEvent } from '#domain/valuation-method/events';
import type { Decoded } from '#event-sourcing/codec';
import { aggregateOf, idOf, type LedgerEvent } from '../domain-events.ts';
import type { Apply, Projection } from '../runtime/projection.ts';
import { Subjects, subjectAfter, SUBJECT_SCHEMA, type Subject } from '../subjects.ts';
import { claimedBy, type Claimed } from './claimed.ts';
import { ClaimsAt, type Prepare } from './claims.ts';
import { Kept } from './kept.ts';
import { FindingTable, Partnerships } from './partnerships.ts';
import { brokenByContribution, brokenByTransfer, yearsEntered, type Before } from './findings.ts';
import { CLAIM_SCHEMA, ClaimTable, TotalTable } from './tables.ts';

/**
 * `first_day`: the earliest day of anything in a partnership (`FACT`) and the day on which it says that it begins
 * (`PROFILE`, null when it says none). `kept` holds states of other aggregates by stream, as JSON.
 */
const SCHEMA = `
  ${SUBJECT_SCHEMA}
  ${CLAIM_SCHEMA}
  CREATE TABLE kept(stream TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE partnership(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE stream(
    partnership INTEGER NOT NULL, stream TEXT NOT NULL, position INTEGER NOT NULL, revision INTEGER NOT NULL,
    PRIMARY KEY(partnership, stream, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE first_day(
    partnership TEXT NOT NULL, what TEXT NOT NULL, position INTEGER NOT NULL, day TEXT,
    PRIMARY KEY(partnership, what, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE finding(
    id INTEGER PRIMARY KEY, position INTEGER NOT NULL, event TEXT NOT NULL, stream TEXT NOT NULL,
    partnership TEXT NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX finding_of_partnership ON finding(partnership, id);
`;

export const claimsProjection: Projection = {
  name: 'claims',
  version: 1,
  schema: SCHEMA,
  tables: {
    subject: 'id',
    hours: 'id',
    document: 'id',
    draw: 'id',
    total: 'id',
    kept: 'stream',
    partnership: 'number',
    stream: 'partnership, stream, position',
    first_day: 'partnership, what, position',
    finding: 'id',
  },
  open: (db) => {
    const fold = new Fold(db);
    return (item) => fold.apply(item);
  },
};

type Item<Event> = Pick<Decoded<LedgerEvent>, 'envelope' | 'position'> & { readonly event: Event };

class Fold {
  readonly #subjects: Subjects;
  readonly #kept: Kept;
  readonly #partnerships: Partnerships;
  readonly #findings: FindingTable;
  readonly #hours: ClaimTable;
  readonly #documents: ClaimTable;
  readonly #draws: ClaimTable;
  readonly #totals: TotalTable;
  readonly #prepare: Prepare;
  #entries: number;

  constructor(db: DatabaseSync) {
    this.#subjects = new Subjects(db);
    this.#kept = new Kept(db);
    this.#partnerships = new Partnerships(db);
    this.#findings = new FindingTable(db);
    this.#hours = new ClaimTable(db, 'hours', ['person', 'minutes', 'from_date', 'to_date']);
    this.#documents = new ClaimTable(db, 'document', ['sha256', 'issuer', 'number', 'share_bp']);
    this.#draws = new ClaimTable(db, 'draw', ['contribution', 'from_party', 'to_party', 'cents']);
    this.#totals = new TotalTable(db);
    this.#prepare = preparedOnce(db);
    const opened = db.prepare(
      `SELECT count(*) AS n FROM stream
       WHERE revision = 0 AND (stream LIKE 'contribution-%' OR stream LIKE 'transfer-%')`,
    );
    this.#entries = (opened.get() as { n: number }).n;
  }

  apply({ event, envelope, position }: Parameters<Apply>[0]): void {
    const around = { envelope, position };
    switch (aggregateOf(envelope.stream)) {
      case 'contribution':
        return this.#contribution({ event: event as ContributionEvent, ...around });
      case 'transfer':
        return this.#transfer({ event: event as TransferEvent, ...around });
      case 'partnership':
        return this.#partnership({ event: event as PartnershipEvent, ...around });
      case 'period':
        return this.#period(event as PeriodEvent, envelope.stream);
      case 'funding-source':
        return this.#fundingSource(event, envelope.stream);
      case 'valuation-method':
        return this.#valuationMethod(event as ValuationMethodEvent, envelope.stream);
      case 'publication':
        return this.#partnerships.saw(around, idOf(envelope.stream), []);
      case 'party':
      case 'definition':
      case 'price-index':
        return undefined;
    }
  }

  #contribution(item: Item<ContributionEvent>): void {
    const { event, envelope, position } = item;
    const id = idOf(envelope.stream);
    const before = envelope.rev === 0 ? null : this.#subjects.get(id);
    const opening = 'partnership' in event.data;
    const partnership = opening ? event.data.partnership : this.#subjects.get(id).state.partnership;
    const entry = before?.entry ?? (this.#entries += 1);
    const state = before?.state ?? contribution.initial;
    const around = this.#before(item, id, partnership, before);
    this.#findings.add(item, partnership, brokenByContribution(event, state, around));
    const after = subjectAfter(before, event, entry);
    if (before === null) this.#subjects.add(id, after);
    else this.#subjects.replace(id, after);
    this.#claim(envelope.stream, before, after, position);
    this.#partnerships.saw(item, partnership, daysTouched(event, state));
  }

  /** Most contributions claim nothing, and most events change no claim: rows are looked at when there may be some. */
  #claim(stream: string, before: Subject | null, after: Subject, position: bigint): void {
    const sourceOf = (id: string): FundingSourceProfile => this.#kept.source(id);
    const was = before === null ? null : claimedBy(before, sourceOf);
    const { hours, documents, draws, values } = claimedBy(after, sourceOf);
    const { entry } = after;
    const { partnership } = after.state;
    this.#hours.replace(stream, entry, position, hourRows(was?.hours), hourRows(hours));
    this.#documents.replace(stream, entry, position, documentRows(was?.documents), documentRows(documents));
    this.#draws.replace(stream, entry, position, drawRows(was?.draws), drawRows(draws));
    const gone = (was?.values ?? []).map((value) => ({ ...value, cents: -value.cents }));
    for (const change of summed([...gone, ...values])) this.#totals.add(position, partnership, change);
  }

  #transfer(item: Item<TransferEvent>): void {
    const { event, envelope, position } = item;
    const { stream } = envelope;
    const before = this.#kept.transfer(stream);
    const state = transfer.evolve(before.state, event, '');
    if (state.phase === 'absent') throw new RangeError(`${stream} is reversed before it is recorded`);
    const entry = before.entry ?? (this.#entries += 1);
    this.#kept.put(stream, { state, entry });
    const { partnership, terms } = state;
    const around = this.#before(item, idOf(stream), partnership, null, terms.fundedBy);
    this.#findings.add(item, partnership, brokenByTransfer(event, before.state, around));
    const { from, to, fundedBy } = terms;
    const rows = drawRows(
      fundedBy.map(({ contribution: id, amount }) => ({
        contribution: id,
        from,
        to,
        cents: centsOf(amount.amount),
      })),
    );
    const [was, now] = state.phase === 'reversed' ? [rows, []] : [[], rows];
    this.#draws.replace(stream, entry, position, was, now);
    const day = { from: event.data.effectiveOn, to: event.data.effectiveOn };
    this.#partnerships.saw(item, partnership, [day]);
  }

  #partnership(item: Item<PartnershipEvent>): void {
    const { event, envelope, position } = item;
    const id = idOf(envelope.stream);
    const baseKey = `base-${id}`;
    let days: readonly Span[] = [];
    if (event.type === 'PublicBaseImplied') {
      const { from, to } = event.data;
      days = [{ from, to }];
      this.#kept.put(baseKey, { from, to });
    }
    if (event.type === 'PublicBaseWithdrawn') days = [this.#kept.get<Span>(baseKey) as Span];
    this.#findings.add(item, id, yearsEntered(days, this.#kept.calendar(id)));
    this.#partnerships.saw(item, id, days);
    const profile =
      event.type === 'PartnershipRegistered'
        ? event.data
        : event.type === 'PartnershipCorrected'
          ? event.data.partnership
          : null;
    if (profile !== null) this.#partnerships.begins(id, position, profile.from);
  }

  #period(event: PeriodEvent, stream: string): void {
    this.#kept.putCalendar(stream, period.evolve(this.#kept.calendar(idOf(stream)), event, ''));
  }

  #fundingSource(event: LedgerEvent, stream: string): void {
    if (event.type === 'FundingSourceRegistered') this.#kept.put(stream, sourceKept(event.data));
    if (event.type === 'FundingSourceCorrected') this.#kept.put(stream, sourceKept(event.data.source));
  }

  #valuationMethod(event: ValuationMethodEvent, stream: string): void {
    const before = this.#kept.get<ValuationMethodState>(stream) ?? valuationMethod.initial;
    this.#kept.put(stream, valuationMethod.evolve(before, event, ''));
  }

  /** What is known just before an event, as far as the rules will ask for it. */
  #before(
    { event, position }: Item<ContributionEvent | TransferEvent>,
    id: string,
    partnership: string,
    before: Subject | null,
    fundedBy = 'statement' in event.data ? event.data.statement.fundedBy : [],
  ): Before {
    const others = new Map<string, unknown>();
    for (const { contribution } of fundedBy) {
      const funding = this.#subjects.find(contribution);
      if (funding !== null) others.set(`contribution-${contribution}`, funding.state);
    }
    const state = before?.state;
    const stated =
      'statement' in event.data
        ? event.data.statement
        : state !== undefined && 'statement' in state
          ? state.statement
          : null;
    const timed = stated !== null && isTimed(stated.resource) ? stated.resource : null;
    if (timed !== null && timed.person !== null && timed.valuation !== null) {
      const stream = `valuation-method-${timed.valuation.method}`;
      const method = this.#kept.get<ValuationMethodState>(stream);
      if (method !== null) others.set(stream, method);
    }
    const claims = new ClaimsAt((read) => read(this.#prepare, position - 1n));
    return { id, partnership, claims, others, calendar: this.#kept.calendar(partnership) };
  }
}

type Rows = Parameters<ClaimTable['replace']>[3];

function hourRows(hours: Claimed['hours'] = []): Rows {
  return hours.map(({ person, minutes, effective }) => [person, minutes, effective.from, effective.to]);
}

function documentRows(documents: Claimed['documents'] = []): Rows {
  return documents.map(({ sha256, issuer, number, shareBp }) => [sha256, issuer, number, shareBp]);
}

function drawRows(draws: Claimed['draws'] = []): Rows {
  return draws.map(({ contribution: id, from, to, cents }) => [id, from, to, cents]);
}

function sourceKept({ originShares, repayable }: FundingSourceProfile): object {
  return { originShares, repayable };
}

interface SideValue {
  readonly side: string;
  readonly inKind: boolean;
  readonly cents: bigint;
}

/** One change for each side; none where nothing changes. */
function summed(changes: readonly SideValue[]): SideValue[] {
  const sums = new Map<string, SideValue>();
  for (const change of changes) {
    const key = `${change.side} ${change.inKind}`;
    sums.set(key, { ...change, cents: (sums.get(key)?.cents ?? 0n) + change.cents });
  }
  return [...sums.values()].filter(({ cents }) => cents !== 0n);
}

function preparedOnce(db: DatabaseSync): Prepare {
  const statements = new Map<string, StatementSync>();
  return (sql) => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = db.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
}
