/** The directory: parties, sources and partnerships as they were at any position, as they were registered. */
import { describe, expect, it } from '@jest/globals';
import { NO_TERMS, type FundingSourceProfile } from '#domain/funding-source/events';
import { NO_DETAILS, type PartyProfile } from '#domain/party/events';
import { CHECKLIST_ITEMS } from '#domain/period/events';
import {
  JUSTIFIED,
  baseImplied,
  baseWithdrawn,
  decoded,
  partnershipRegistered,
  partyRegistered,
  recorded,
  sourceRegistered,
} from '../../../test/support/history.ts';
import { cash, Life, record, withPartnership } from '../../../test/support/life.ts';
import { naiveClaims } from '../../../test/support/naive-claims.ts';
import { LECCO, registered, signed, terminated } from '../../../test/support/partnerships.ts';
import { asking } from '../../../test/support/read-models.ts';
import { PositionAhead } from '../runtime/read-model-file.ts';
import { Directory } from './directory.ts';
import { directoryProjection } from './projection.ts';

const YEARS = { from: '2009-01-01', to: '2018-12-31' };
const ITEMS = decoded([
  partyRegistered('p1', 'Comune di Lecco'),
  partnershipRegistered('first', { title: 'Prima' }),
  partyRegistered('p2', 'Cooperativa sociale'),
  sourceRegistered('municipal', { fundCode: 'FNPS' }),
  partnershipRegistered('second', { title: 'Seconda' }),
  baseImplied('first', 500_00n, YEARS),
  recorded('a', 'first', 100_00n),
  baseWithdrawn('first'),
  partyRegistered('p3', 'Fondazione'),
]);

function withDirectory<Result>(ask: (directory: Directory) => Result): Result {
  return asking(directoryProjection, ITEMS, (reader) => ask(new Directory(reader)));
}

describe('the directory', () => {
  it('keeps each record as it was registered', () => {
    withDirectory((directory) => {
      expect(directory.find('party', 'p1').record).toEqual({
        id: 'p1',
        revision: 0,
        document: {
          kind: 'PUBLIC_BODY',
          legalName: 'Comune di Lecco',
          standsFor: null,
          taxCode: null,
          ipaCode: null,
          ...NO_DETAILS,
          checks: [],
          aid: [],
        },
      });
      expect(directory.find('funding-source', 'municipal').record?.document).toEqual({
        title: 'Fondi comunali',
        originShares: [{ origin: 'MUNICIPALITY', bp: 10_000 }],
        fundCode: 'FNPS',
        repayable: false,
        ...NO_TERMS,
      });
    });
  });

  it('tells a party as it was corrected, and counts the checks that leave its profile as it is', () => {
    const registered = partyRegistered('p1', 'Comune di Leco');
    const party = { ...(registered.event.data as PartyProfile), legalName: 'Comune di Lecco' };
    const check = {
      registry: 'IPA',
      status: 'LISTED',
      checkedOn: '2026-01-07',
      since: null,
      evidence: null,
    } as const;
    const items = decoded([
      registered,
      { stream: 'party-p1', event: { type: 'PartyCorrected', data: { party, justification: JUSTIFIED } } },
      { stream: 'party-p1', event: { type: 'PartyStatusChecked', data: check } },
    ]);
    asking(directoryProjection, items, (reader) => {
      const known = (position: bigint) => new Directory(reader).find('party', 'p1', position).record;
      expect(known(1n)).toMatchObject({ revision: 0, document: { legalName: 'Comune di Leco' } });
      expect(known(2n)).toMatchObject({ revision: 1, document: party });
      expect(known(3n)).toMatchObject({ revision: 2, document: party });
    });
  });

  it('tells a funding source as it was corrected', () => {
    const registered = sourceRegistered('call');
    const source = { ...(registered.event.data as FundingSourceProfile), callReference: 'Bando 2/2025' };
    const data = { source, justification: JUSTIFIED };
    const corrected = {
      stream: 'funding-source-call',
      event: { type: 'FundingSourceCorrected', data },
    } as const;
    asking(directoryProjection, decoded([registered, corrected]), (reader) => {
      const { record } = new Directory(reader).find('funding-source', 'call');
      expect(record).toEqual({ id: 'call', revision: 1, document: source });
    });
  });

  it('lists a kind in order of registration, by page, without a gap or a repeat', () => {
    withDirectory((directory) => {
      const first = directory.list('party', { after: 0, limit: 2 });
      expect(first.records.map(({ id }) => id)).toEqual(['p1', 'p2']);
      const rest = directory.list('party', { after: first.next ?? 0, limit: 2 });
      expect(rest.records.map(({ id }) => id)).toEqual(['p3']);
      expect([rest.next, rest.position]).toEqual([null, 9n]);
      expect(directory.list('party', { after: 0, limit: 3 }).next).toBeNull();
    });
  });

  it('at an earlier position knows no more than was known then', () => {
    withDirectory((directory) => {
      const known = (position: bigint) =>
        directory.list('party', { after: 0, limit: 10, position }).records.map(({ id }) => id);
      expect([0n, 1n, 2n, 3n, 8n, 9n].map(known)).toEqual([
        [],
        ['p1'],
        ['p1'],
        ['p1', 'p2'],
        ['p1', 'p2'],
        ['p1', 'p2', 'p3'],
      ]);
      expect(directory.find('party', 'p2', 2n)).toEqual({ record: null, position: 9n });
    });
  });

  it('refuses a position that is not folded yet instead of guessing', () => {
    withDirectory((directory) => {
      expect(() => directory.find('party', 'p1', 10n)).toThrow(PositionAhead);
      expect(() => directory.list('party', { after: 0, limit: 1, position: 10n })).toThrow(PositionAhead);
    });
  });

  it('shows a partnership with its implied base between implication and withdrawal, in its old place', () => {
    withDirectory((directory) => {
      const base = (position?: bigint) => {
        const { record } = directory.find('partnership', 'first', position);
        return [record?.revision, record?.document.impliedPublicBase?.amount.amount ?? null];
      };
      expect([2n, 5n, 6n, 7n, 8n, undefined].map(base)).toEqual([
        [0, null],
        [0, null],
        [1, '500.00'],
        [1, '500.00'],
        [2, null],
        [2, null],
      ]);
      const listed = (position: bigint) =>
        directory
          .list('partnership', { after: 0, limit: 10, position })
          .records.map(({ document }) => document.title);
      expect(listed(6n)).toEqual(['Prima', 'Seconda']);
      expect(listed(8n)).toEqual(['Prima', 'Seconda']);
    });
  });

  it('shows a corrected partnership with its base and its link, and counts every event as a revision', () => {
    const { follows: _follows, ...before } = LECCO;
    const happenings = [
      registered({ follows: { partnership: 'before', how: 'NEXT_CALL' } }),
      baseImplied('first', 500_00n, YEARS).event,
      {
        type: 'PartnershipCorrected',
        data: { partnership: { ...before, title: 'Rettificata' }, justification: JUSTIFIED },
      } as const,
      signed(),
      terminated('2025-06-30'),
    ].map((event) => ({ stream: 'partnership-first', event }));
    asking(directoryProjection, decoded(happenings), (reader) => {
      const directory = new Directory(reader);
      expect(directory.find('partnership', 'first').record).toMatchObject({
        revision: 4,
        document: {
          title: 'Rettificata',
          follows: { partnership: 'before', how: 'NEXT_CALL' },
          impliedPublicBase: { amount: { amount: '500.00' } },
        },
      });
      expect(directory.find('partnership', 'first', 2n).record).toMatchObject({
        revision: 1,
        document: { title: LECCO.title },
      });
    });
  });

  it('keeps kinds apart and does not confuse an id with another kind’s', () => {
    withDirectory((directory) => {
      expect(directory.find('party', 'first').record).toBeNull();
      expect(directory.list('funding-source', { after: 0, limit: 10 }).records).toHaveLength(1);
    });
  });

  it('keeps the checks of a party and the aid it was granted, in order of recording', () => {
    const check = {
      registry: 'DURC',
      status: 'REGULAR',
      checkedOn: '2026-01-07',
      since: null,
      evidence: null,
    } as const;
    const aid = {
      regime: 'DE_MINIMIS',
      grossGrantEquivalent: { amount: '1000.00', currency: 'EUR' },
      grantedOn: '2026-01-08',
      cor: null,
      motivation: null,
      partnership: null,
    } as const;
    const life = withPartnership(new Life());
    life.must('party', 'coop', { kind: 'checkStatus', ...check });
    life.must('party', 'coop', { kind: 'grantAid', ...aid });
    asking(directoryProjection, life.items(), (reader) => {
      const directory = new Directory(reader);
      expect(directory.find('party', 'coop').record).toMatchObject({
        revision: 2,
        document: { checks: [check], aid: [aid] },
      });
      expect(directory.find('party', 'coop', 7n).record?.document.aid).toEqual([]);
    });
  });

  it('shows terms, partners and closed years of a partnership, whose revision its calendar leaves alone', () => {
    const life = withPartnership(new Life());
    const partner = { kind: 'admitPartner', party: 'bank', role: 'FUNDER', on: '2025-01-01' } as const;
    life.must('partnership', 'lecco-2025', partner);
    const checklist = CHECKLIST_ITEMS.map((item) => ({ item, outcome: 'DONE', note: null }) as const);
    const start = {
      kind: 'startClosing',
      partnership: 'lecco-2025',
      year: 2024,
      firstYear: 2024,
      checklist,
    } as const;
    life.must('period', 'lecco-2025', start);
    const streams = [['partnership-lecco-2025', 1]] as const;
    const snapshot = { position: '8', streams, digest: '0'.repeat(64) };
    life.must(
      'period',
      'lecco-2025',
      { kind: 'close', year: 2024, firstYear: 2024, snapshot },
      { by: 'bruno' },
    );
    asking(directoryProjection, life.items(), (reader) => {
      const shown = (position?: bigint) =>
        new Directory(reader).find('partnership', 'lecco-2025', position).record;
      const stay = { party: 'bank', role: 'FUNDER', from: '2025-01-01', lastDay: null };
      expect([shown()?.revision, shown()?.document.partners]).toEqual([1, [stay]]);
      expect([6n, 7n, 8n, 10n].map((at) => shown(at)?.document.calendar)).toEqual([
        { revision: -1, years: [] },
        { revision: -1, years: [] },
        { revision: 0, years: [{ year: 2024, phase: 'CLOSING' }] },
        { revision: 2, years: [{ year: 2024, phase: 'CLOSED' }] },
      ]);
      expect(shown()?.document.convention).toEqual({ versions: [], terminatedOn: null });
    });
  });

  it('lists valuation methods with their versions and rates', () => {
    const life = withPartnership(new Life());
    const terms = {
      name: { it: 'Sala civica', en: 'Civic hall' },
      kinds: ['ASSET_USE'],
      formula: 'UNITS_AT_RATE',
      params: {},
      rounding: 'ONCE_AT_END',
      cap: null,
      legalSource: 'delib. 4/2025',
      validFrom: '2025-01-01',
      scope: 'sale comunali',
    } as const;
    const source = { title: 'Tariffario', url: null };
    const rate = {
      level: 'sala',
      rate: '20',
      unit: 'DAY',
      validFrom: '2025-01-01',
      validTo: null,
      source,
    } as const;
    life.must('valuation-method', 'hall', { kind: 'propose', terms });
    life.must(
      'valuation-method',
      'hall',
      { kind: 'adopt', version: 1, act: 'delib. 5/2025' },
      { by: 'bruno' },
    );
    life.must('valuation-method', 'hall', { kind: 'publishRate', rate });
    asking(directoryProjection, life.items(), (reader) => {
      const { records } = new Directory(reader).list('valuation-method', { after: 0, limit: 5 });
      expect(records).toMatchObject([
        {
          id: 'hall',
          revision: 2,
          document: { versions: [{ ...terms, version: 1, adopted: true }], rates: [rate] },
        },
      ]);
    });
  });

  it('lists transfers of a partnership or of a party, and says which are undone since when', () => {
    const life = withPartnership(new Life(naiveClaims));
    life.must('contribution', 'a', record(cash(100_00n)));
    const amount = { amount: '60.00', currency: 'EUR' } as const;
    const transfer = {
      ...{ from: 'coop', to: 'lecco', amount, fundedBy: [{ contribution: 'a', amount }] },
      ...{ effectiveOn: '2025-05-01', lateFor: null, act: 'det. 5' },
    };
    life.must('transfer', 't', { kind: 'transfer', partnership: 'lecco-2025', transfer });
    life.must('transfer', 't', { kind: 'reverse', effectiveOn: '2025-06-01', justification: JUSTIFIED });
    asking(directoryProjection, life.items(), (reader) => {
      const directory = new Directory(reader);
      const page = { after: 0, limit: 5 };
      const listed = (filter: object, position?: bigint) =>
        directory
          .transfers(filter, position === undefined ? page : { ...page, position })
          .records.map(({ document: { status, reversedOn } }) => [status, reversedOn]);
      expect(listed({}, 8n)).toEqual([['RECORDED', null]]);
      expect(listed({ within: ['lecco-2025'], party: 'lecco' })).toEqual([['REVERSED', '2025-06-01']]);
      expect([listed({ within: [] }), listed({ party: 'bank' })]).toEqual([[], []]);
      expect(directory.find('transfer', 't').record?.document).toMatchObject({
        ...transfer,
        partnership: 'lecco-2025',
      });
    });
  });
});
