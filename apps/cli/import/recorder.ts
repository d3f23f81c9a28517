/** Turns staged amounts into contributions: finds or registers what they refer to, then records many at once. */
import { createHash } from 'node:crypto';
import type { Ask } from '#data-folder/commands';
import type { AskedStatement, Statement } from '#domain/contribution/events';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import type { OriginClass } from '#domain/funding-source/origins';
import { moneyOf } from '#domain/money';
import { NO_PARTNERSHIP_DETAILS } from '#domain/partnership/events';
import { NO_DETAILS, type PartyKind } from '#domain/party/events';
import type { Effect, Ledger } from '../ledger.ts';
import { UsageError } from '../usage.ts';
import type { StagedAmount } from './staging.ts';

export interface ChangedRow {
  readonly row: number;
  readonly reference: string;
  readonly id: string;
}

/** Recording ended at a failure; what was recorded before it stays. */
export class RecordingFailed extends Error {
  override readonly name = 'RecordingFailed';

  constructor(recorded: number, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `${why}\n  ${recorded} contributions were recorded before; running the same import again goes on there`,
      {
        cause,
      },
    );
  }
}

export interface Recorded {
  recorded: number;
  present: number;
  /** Recorded earlier under the same reference with other content; left as they are. */
  changed: number;
  /** The first of them. */
  readonly changedShown: ChangedRow[];
  /** Position of the last event, or null when nothing was recorded. */
  position: bigint | null;
  /** True when it was told to stop before the end. */
  stopped: boolean;
}

const CHANGED_KEPT_MAX = 1_000;

export class Recorder {
  readonly #ledger: Ledger;
  readonly #parties = new Map<OriginClass, string>();
  readonly #sources = new Map<string, string>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** The partnership of that id or title; registered as an imported data set when there is none. */
  async partnership(named: string): Promise<string> {
    const found = await this.#find(named);
    this.#ledger.assertMayRecord(found);
    if (found !== null) return found;
    const profile = {
      ...NO_PARTNERSHIP_DETAILS,
      title: named,
      instrument: 'IMPORTED_DATASET',
      leadBody: null,
      from: null,
      to: null,
      cup: null,
    };
    const command = { kind: 'register', partnership: profile } as const;
    return this.#register(['partnership', named], { aggregate: 'partnership', id: null, command } as Ask);
  }

  async #find(named: string): Promise<string | null> {
    for await (const { id, document } of this.#ledger.list('partnership')) {
      if (id === named || document.title === named) return id;
    }
    return null;
  }

  /** Learns which unnamed parties and plain sources are there already, so that none is registered twice. */
  async learn(): Promise<void> {
    for await (const { id, document } of this.#ledger.list('party')) {
      if (document.standsFor !== null && !this.#parties.has(document.standsFor))
        this.#parties.set(document.standsFor, id);
    }
    for await (const { id, document } of this.#ledger.list('funding-source')) {
      const key = sourceKey(document);
      if (key !== null && !this.#sources.has(key)) this.#sources.set(key, id);
    }
  }

  /** Stops at the first failure, waits for what is under way, and throws {@link RecordingFailed}. */
  async record(
    amounts: Iterable<StagedAmount>,
    partnership: string,
    options: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
  ): Promise<Recorded> {
    const result: Recorded = {
      ...{ recorded: 0, present: 0, changed: 0, changedShown: [] },
      ...{ position: null, stopped: false },
    };
    const pending = amounts[Symbol.iterator]();
    const failures: unknown[] = [];
    let done = 0;
    const worker = async (): Promise<void> => {
      while (!options.signal.aborted && failures.length === 0) {
        const next = pending.next();
        if (next.done === true) return;
        await this.#one(next.value, partnership, result);
        done += 1;
        options.onProgress(done);
      }
    };
    const note = (failure: unknown): void => void failures.push(failure);
    await Promise.all(Array.from({ length: this.#ledger.concurrency }, () => worker().catch(note)));
    if (failures.length > 0) throw new RecordingFailed(result.recorded, failures[0]);
    result.stopped = options.signal.aborted && pending.next().done !== true;
    return result;
  }

  async #one(amount: StagedAmount, partnership: string, result: Recorded): Promise<void> {
    const party = await this.#party(amount.origin);
    const fundingSource = await this.#source(amount.origin, amount.fund);
    const statement = statementOf(amount, party, fundingSource);
    const command = { kind: 'record', partnership, externalRef: amount.reference, statement } as const;
    const key = keyOf('contribution', partnership, amount.reference, statement);
    const effect = await this.#ledger.execute({ aggregate: 'contribution', id: null, command }, key);
    if (effect.kind === 'recorded') {
      result.recorded += 1;
      if (result.position === null || effect.position > result.position) result.position = effect.position;
    } else if (effect.kind === 'present') {
      result.present += 1;
    } else if (effect.kind === 'taken') {
      await this.#compare(amount, statement, effect.id, result);
    } else {
      throw new Error(`row ${amount.row}: ${effect.code} ${effect.pointer ?? ''} ${effect.detail}`);
    }
  }

  /** The reference is taken: by the same content, from whoever recorded it, or by other content. */
  async #compare(
    amount: StagedAmount,
    statement: AskedStatement,
    id: string,
    result: Recorded,
  ): Promise<void> {
    const found = await this.#ledger.contribution(id);
    const stated = found?.statement ?? null;
    if (stated !== null && sameFacts(stated, statement)) {
      result.present += 1;
      return;
    }
    result.changed += 1;
    if (result.changed <= CHANGED_KEPT_MAX) {
      result.changedShown.push({ row: amount.row, reference: amount.reference, id });
    }
  }

  #party(origin: OriginClass): Promise<string> {
    const profile = {
      kind: KIND_OF[origin],
      legalName: null,
      standsFor: origin,
      taxCode: null,
      ipaCode: null,
      ...NO_DETAILS,
    };
    const ask: Ask = { aggregate: 'party', id: null, command: { kind: 'register', party: profile } };
    return this.#once(this.#parties, origin, ['party', origin], ask);
  }

  #source(origin: OriginClass, fund: string | null): Promise<string> {
    const title = fund === null ? `OpenCoesione: ${origin}` : `OpenCoesione: ${origin}, ${fund}`;
    const originShares = [{ origin, bp: 10_000 }];
    const source = { title, originShares, fundCode: fund, repayable: false, ...NO_TERMS };
    const ask: Ask = { aggregate: 'funding-source', id: null, command: { kind: 'register', source } };
    return this.#once(this.#sources, `${origin}/${fund ?? ''}`, ['source', origin, fund], ask);
  }

  readonly #registering = new Map<string, Promise<string>>();

  /** Registers at most once, however many contributions ask at the same time. */
  async #once<Key extends string>(
    known: Map<Key, string>,
    key: Key,
    what: readonly unknown[],
    ask: Ask,
  ): Promise<string> {
    const found = known.get(key);
    if (found !== undefined) return found;
    const name = what.join('/');
    let registering = this.#registering.get(name);
    if (registering === undefined) {
      registering = this.#register(what, ask);
      this.#registering.set(name, registering);
    }
    const id = await registering;
    known.set(key, id);
    return id;
  }

  async #register(what: readonly unknown[], ask: Ask): Promise<string> {
    const effect: Effect = await this.#ledger.execute(ask, keyOf(...what));
    if (effect.kind === 'refused') {
      throw new UsageError(`${what.join(' ')}: ${effect.code} ${effect.detail}`);
    }
    return effect.id;
  }
}

/** Idempotency key: the same content gives the same key, any other content another. */
function keyOf(...parts: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(['import', ...parts]))
    .digest('hex');
}

const KIND_OF: Readonly<Record<OriginClass, PartyKind>> = {
  EU: 'PUBLIC_BODY',
  STATE: 'PUBLIC_BODY',
  REGION: 'PUBLIC_BODY',
  PROVINCE: 'PUBLIC_BODY',
  MUNICIPALITY: 'PUBLIC_BODY',
  OTHER_PUBLIC: 'PUBLIC_BODY',
  PUBLIC_UNSPECIFIED: 'PUBLIC_BODY',
  FOREIGN_STATE: 'PUBLIC_BODY',
  HEALTH_SERVICE: 'PUBLIC_BODY',
  THIRD_SECTOR: 'THIRD_SECTOR_BODY',
  FOUNDATION: 'FOUNDATION',
  COMPANY: 'COMPANY',
  OTHER_PRIVATE: 'OTHER',
  USERS: 'OTHER',
  UNRESOLVED: 'OTHER',
};

/** What OpenCoesione publishes is financing granted: committed, not yet seen to be delivered or paid. */
function statementOf(amount: StagedAmount, party: string, fundingSource: string): AskedStatement {
  const { cents, effectiveOn, dating, cup, place } = amount;
  return {
    payer: party,
    bringer: party,
    receiver: null,
    fundingSource,
    stage: 'COMMITTED',
    resource: { kind: 'CASH', amount: moneyOf(cents) },
    effective: { from: effectiveOn, to: effectiveOn },
    dating,
    usersArea: null,
    cup,
    place,
    act: null,
    evidence: [],
  };
}

/** The same amount, of the same project, on the same day: whoever the parties' ids say recorded it. */
function sameFacts(a: Statement, b: AskedStatement): boolean {
  const facts = ({ resource, effective, stage, cup, place }: Statement | AskedStatement): string =>
    JSON.stringify([
      resource.kind === 'CASH' ? resource.amount?.amount : resource,
      effective.from,
      effective.to,
      stage,
      cup,
      place === null ? null : [place.regions, place.provinces, place.municipalities, place.istat],
    ]);
  return facts(a) === facts(b);
}

function sourceKey({ originShares, fundCode, repayable, title }: FundingSourceProfile): string | null {
  const [share] = originShares;
  if (share === undefined || originShares.length > 1 || repayable || !title.startsWith('OpenCoesione: '))
    return null;
  return `${share.origin}/${fundCode ?? ''}`;
}
